/** The gateway responses of API Gateway with the status and the `x-amzn-errortype` that each has until it is changed. */
export const RESPONSE_TYPES = {
  ACCESS_DENIED: [403, 'AccessDeniedException'],
  API_CONFIGURATION_ERROR: [500, 'InternalServerErrorException'],
  AUTHORIZER_CONFIGURATION_ERROR: [500, 'AuthorizerConfigurationException'],
  AUTHORIZER_FAILURE: [500, 'AuthorizerConfigurationException'],
  BAD_REQUEST_BODY: [400, 'BadRequestException'],
  BAD_REQUEST_PARAMETERS: [400, 'BadRequestException'],
  EXPIRED_TOKEN: [401, 'UnauthorizedException'],
  INTEGRATION_FAILURE: [504, 'InternalServerErrorException'],
  INTEGRATION_TIMEOUT: [504, 'InternalServerErrorException'],
  INVALID_API_KEY: [403, 'ForbiddenException'],
  INVALID_SIGNATURE: [403, 'InvalidSignatureException'],
  MISSING_AUTHENTICATION_TOKEN: [403, 'MissingAuthenticationTokenException'],
  QUOTA_EXCEEDED: [429, 'LimitExceededException'],
  REQUEST_TOO_LARGE: [413, 'RequestTooLargeException'],
  RESOURCE_NOT_FOUND: [404, 'NotFoundException'],
  THROTTLED: [429, 'TooManyRequestsException'],
  UNAUTHORIZED: [401, 'UnauthorizedException'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'BadRequestException'],
  WAF_FILTERED: [403, 'ForbiddenException'],
} as const satisfies Record<string, readonly [number, string]>;

export type ResponseType = keyof typeof RESPONSE_TYPES;

interface Details {
  /** Where the same gateway response has several: a signature can be refused in many ways. */
  errorType?: string;
  status?: number;
  /** `$context.error.validationErrorString` */
  validation?: string;
}

/** An answer of the gateway itself, before it is written as the API's gateway responses have it. */
export class RestRefusal extends Error {
  override readonly name = 'RestRefusal';

  constructor(
    /** Null where no gateway response speaks of it: a stage that there is not. */
    readonly type: ResponseType | null,
    /** What the caller is told; null is written as such. */
    readonly text: string | null,
    /** For the sandbox's own record. */
    readonly reason: string,
    readonly details: Details = {},
  ) {
    super(reason);
  }

  get status(): number {
    return this.details.status ?? (this.type ? RESPONSE_TYPES[this.type][0] : 403);
  }

  get errorType(): string {
    return this.details.errorType ?? (this.type ? RESPONSE_TYPES[this.type][1] : 'ForbiddenException');
  }
}

export const forbidden = (reason: string) => new RestRefusal(null, 'Forbidden', reason);
export const unauthorized = (reason: string) => new RestRefusal('UNAUTHORIZED', 'Unauthorized', reason);
export const filtered = (rule: string) => new RestRefusal('WAF_FILTERED', 'Forbidden', `WAF blocks it by ${rule}`);
export const missingToken = (reason: string) =>
  new RestRefusal('MISSING_AUTHENTICATION_TOKEN', 'Missing Authentication Token', reason);
export const badAuthorizer = (reason: string) => new RestRefusal('AUTHORIZER_CONFIGURATION_ERROR', null, reason);
export const misconfigured = (reason: string) =>
  new RestRefusal('API_CONFIGURATION_ERROR', 'Internal server error', reason);
export const unsupportedMediaType = (type: string) =>
  new RestRefusal('UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type', `no mapping template for ${type}`);
/** 502 where a function failed or answered in a wrong shape. No gateway response of its own: `DEFAULT_5XX` speaks for it. */
export const malformedReply = (reason: string) =>
  new RestRefusal('API_CONFIGURATION_ERROR', 'Internal server error', reason, { status: 502 });
export const tooLate = (limitMs: number) =>
  new RestRefusal('INTEGRATION_TIMEOUT', 'Endpoint request timed out', `no answer within ${limitMs} ms`);
export const unreachable = (reason: string) =>
  new RestRefusal('INTEGRATION_FAILURE', 'Network error communicating with endpoint', reason);
