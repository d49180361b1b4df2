import type { SignatureRefusal } from '@/sandbox/data/authorize-iam';
import { GatewayRefusal } from '@/sandbox/data/refusal';
import type { UpgradeRefusal } from '@/sandbox/upgrading';

/** An answer in place of what was asked for: of a handshake, of a message or of `@connections`. */
export class SocketRefusal extends Error {
  constructor(
    readonly status: number,
    /** As in `x-amzn-errortype`; null where the integration itself refused. */
    readonly type: string | null,
    message: string,
    /** For the sandbox's own record. */
    readonly reason: string = message,
  ) {
    super(message);
  }
}

const TYPES: Record<number, string> = {
  400: 'BadRequestException',
  401: 'UnauthorizedException',
  403: 'ForbiddenException',
  429: 'LimitExceededException',
};

/** The same refusal as HTTP APIs give, in the words and with the type of the older platform that WebSocket APIs run on. */
export function fromGateway({ status, message, reason }: GatewayRefusal): SocketRefusal {
  const own = status >= 500 ? 'Internal server error' : message;
  return new SocketRefusal(status, TYPES[status] ?? 'InternalServerErrorException', own, reason);
}

export const forbidden = (reason: string) => new SocketRefusal(403, 'ForbiddenException', 'Forbidden', reason);
export const tooMany = (reason: string) =>
  new SocketRefusal(429, 'LimitExceededException', 'Too Many Requests', reason);
export const serverError = (status: 500 | 502, reason: string) =>
  new SocketRefusal(status, 'InternalServerErrorException', 'Internal server error', reason);
export const tooLate = (limitMs: number) =>
  new SocketRefusal(
    504,
    'InternalServerErrorException',
    'Endpoint request timed out',
    `no answer within ${limitMs} ms`,
  );

const SIGNATURE_TYPES: Record<string, string> = {
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  IncompleteSignature: 'IncompleteSignatureException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  ExpiredToken: 'ExpiredTokenException',
  RequestTimeTooSkewed: 'InvalidSignatureException',
};

export function badlySigned({ code, message, reason }: SignatureRefusal): SocketRefusal {
  const type = code === null ? 'AccessDeniedException' : (SIGNATURE_TYPES[code] ?? 'InvalidSignatureException');
  return new SocketRefusal(403, type, message, reason);
}

export function asRefusal(error: unknown): SocketRefusal {
  if (error instanceof SocketRefusal) return error;
  return error instanceof GatewayRefusal ? fromGateway(error) : serverError(500, String(error));
}

export interface Ids {
  connectionId: string;
  requestId: string;
}

/** The text that a client gets in a frame or in the body of a refused handshake. */
export function errorText(message: string, { connectionId, requestId }: Ids): string {
  const [text, connection, request] = [message, connectionId, requestId].map((one) => JSON.stringify(one));
  return `{"message": ${text}, "connectionId":${connection}, "requestId":${request}}`;
}

/** The refusal of a handshake, or of a plain request, as an HTTP answer. */
export function answerOf(refusal: SocketRefusal, ids: Ids): UpgradeRefusal {
  // What has to do with IAM is refused before there is a connection to speak of.
  const early = refusal.type !== null && (refusal.type in EARLY || refusal.type === 'AccessDeniedException');
  const key = refusal.type === 'AccessDeniedException' ? 'Message' : 'message';
  const body = early ? JSON.stringify({ [key]: refusal.message }) : errorText(refusal.message, ids);
  return {
    status: refusal.status,
    headers: {
      'content-type': 'application/json',
      'x-amzn-requestid': ids.requestId,
      ...(refusal.type === null ? {} : { 'x-amzn-errortype': refusal.type }),
    },
    body,
  };
}

const EARLY = Object.fromEntries(Object.values(SIGNATURE_TYPES).map((type) => [type, true]));
