/** Who asks, as API Gateway's authorizer told the function; nothing on a route without one. */
export interface Caller {
  claims?: Record<string, string>;
  scopes?: string[] | null;
}

/** The part of an event of payload format 2.0 that a GraphQL function reads. */
export interface HttpEvent {
  rawQueryString: string;
  headers: Record<string, string>;
  body?: string;
  isBase64Encoded: boolean;
  requestContext: {
    http: { method: string; path: string };
    authorizer?: { jwt?: { claims: Record<string, string>; scopes: string[] | null } };
  };
}

export function callerOf({ requestContext }: Pick<HttpEvent, 'requestContext'>): Caller {
  const { claims, scopes } = requestContext.authorizer?.jwt ?? {};
  return claims ? { claims, scopes } : {};
}

export function bodyOf({ body = '', isBase64Encoded }: HttpEvent): string {
  return isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
}
