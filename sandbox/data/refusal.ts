/** An answer of the gateway itself: the request never reached an integration, or the integration failed it. */
export class GatewayRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Record<string, string> = {},
    /** For the sandbox's own record; AWS does not tell the caller. */
    readonly reason: string = message,
  ) {
    super(message);
  }

  /** API Gateway's own wording is all the caller gets. */
  get body(): string {
    return JSON.stringify({ message: this.message });
  }
}

const json = { 'content-type': 'application/json' };

export const badRequest = (reason: string) => new GatewayRefusal(400, 'Bad Request', json, reason);
export const forbidden = (reason: string) => new GatewayRefusal(403, 'Forbidden', json, reason);
export const notFound = (reason: string) => new GatewayRefusal(404, 'Not Found', json, reason);
export const tooLarge = () => new GatewayRefusal(413, 'Request Entity Too Large', json, 'body over 10 MB');
export const tooManyRequests = () => new GatewayRefusal(429, 'Too Many Requests', json, 'throttled');
export const headersTooLarge = () =>
  new GatewayRefusal(431, 'Request Header Fields Too Large', json, 'request line and headers over 10,240 bytes');
export const serverError = (reason: string) => new GatewayRefusal(500, 'Internal Server Error', json, reason);
export const unavailable = (reason: string) => new GatewayRefusal(503, 'Service Unavailable', json, reason);

/** 401 of a JWT or Lambda authorizer. It carries no content type; only JWT authorizers send a challenge. */
export const unauthorized = (reason: string, challenge?: string) =>
  new GatewayRefusal(401, 'Unauthorized', challenge ? { 'www-authenticate': challenge } : {}, reason);
