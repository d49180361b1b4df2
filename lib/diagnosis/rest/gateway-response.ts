import type { GatewayResponse, RestDetail } from '@/lib/apis/rest/contract';
import { type Cause, type Evidence, evidence } from '@/lib/diagnosis/cause';
import { type Failed, gatewayMessage } from '@/lib/diagnosis/exchange';

/** One of API Gateway's own answers: its status and its words until an API changes them (aws.md §2.8). */
interface Usual {
  type: string;
  status: number;
  /** What it says and no other of its type. */
  says?: RegExp;
}

const usual = (type: string, status: number, says?: RegExp): Usual => ({ type, status, ...(says ? { says } : {}) });

/** By `x-amzn-errortype`. What several share is told apart by its words, else by its status. */
const USUAL: Record<string, Usual[]> = {
  AccessDeniedException: [usual('ACCESS_DENIED', 403)],
  AuthorizerConfigurationException: [usual('AUTHORIZER_CONFIGURATION_ERROR', 500), usual('AUTHORIZER_FAILURE', 500)],
  BadRequestException: [
    usual('BAD_REQUEST_PARAMETERS', 400, /Missing required request parameters/),
    usual('BAD_REQUEST_BODY', 400, /Invalid request body/i),
    usual('UNSUPPORTED_MEDIA_TYPE', 415, /Unsupported Media Type/i),
  ],
  ForbiddenException: [usual('INVALID_API_KEY', 403), usual('WAF_FILTERED', 403)],
  InternalServerErrorException: [
    usual('INTEGRATION_TIMEOUT', 504, /Endpoint request timed out/i),
    usual('INTEGRATION_FAILURE', 504, /Network error communicating with endpoint/i),
    usual('API_CONFIGURATION_ERROR', 500, /Internal server error/i),
  ],
  LimitExceededException: [usual('QUOTA_EXCEEDED', 429)],
  MissingAuthenticationTokenException: [usual('MISSING_AUTHENTICATION_TOKEN', 403)],
  NotFoundException: [usual('RESOURCE_NOT_FOUND', 404)],
  RequestTooLargeException: [usual('REQUEST_TOO_LARGE', 413)],
  TooManyRequestsException: [usual('THROTTLED', 429)],
  UnauthorizedException: [usual('UNAUTHORIZED', 401), usual('EXPIRED_TOKEN', 401, /token has expired/i)],
};
const SIGNATURE = [usual('INVALID_SIGNATURE', 403)];
const OF_SIGNATURES =
  /^(InvalidSignature|IncompleteSignature|UnrecognizedClient|ExpiredToken)Exception$|^(SignatureDoesNotMatch|InvalidClientTokenId)$/;

/** Which gateway response answered, and how the API changed it. */
export interface Answering {
  type: string;
  changed: GatewayResponse | null;
  usualStatus: number;
}

interface Answered {
  errorType: string;
  status: number;
  body: string;
}

/** The gateway response behind an answer of API Gateway's own, whatever the API made of it; null where its type is not known. */
export function answeringResponse({ errorType, status, body }: Answered, { responses }: RestDetail): Answering | null {
  const all = USUAL[errorType] ?? (OF_SIGNATURES.test(errorType) || status === 403 ? SIGNATURE : []);
  const changedOf = ({ type, status: usualStatus }: Usual) => changedAs(responses, type, usualStatus);
  const given = (one: Usual) => Number(changedOf(one)?.statusCode ?? one.status) === status;
  const chosen = all.find(({ says }) => says?.test(body)) ?? all.find(given) ?? all.at(-1);
  return chosen ? { type: chosen.type, changed: changedOf(chosen), usualStatus: chosen.status } : null;
}

/** Its own, else the one for all of its class. */
function changedAs(responses: readonly GatewayResponse[], type: string, status: number): GatewayResponse | null {
  const named = (one: string) => responses.find((response) => response.type === one);
  return named(type) ?? named(status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX') ?? null;
}

/** The same causes, the first of which tells that the answer is not as API Gateway would write it. */
export function withChange(causes: Cause[], answering: Answering | null, failed: Failed): Cause[] {
  const told = answering?.changed ? changeEvidence(answering, answering.changed, failed) : null;
  const [first, ...others] = causes;
  return told && first ? [{ ...first, evidence: [...first.evidence, told] }, ...others] : causes;
}

function changeEvidence({ type, usualStatus }: Answering, changed: GatewayResponse, failed: Failed): Evidence | null {
  const status = failed.head?.status ?? 0;
  const what = [
    changed.statusCode === null || status === usualStatus ? null : `the status ${status} in place of ${usualStatus}`,
    gatewayMessage(failed) === null ? 'a body of its own' : null,
  ].filter((one) => one !== null);
  const name = changed.type === type ? type : `${type}, as ${changed.type}`;
  return what.length === 0 ? null : evidence('api', 'Gateway response', `${name}, was given ${what.join(' and ')}`);
}
