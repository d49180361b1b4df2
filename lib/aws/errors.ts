import { AppError, type ErrorCode, type FailureDetail } from '@/lib/core/error';

/** What was asked, for the sentence that says what went wrong. */
export interface AwsCall {
  /** As AWS calls it: "API Gateway". */
  service: string;
  /** As AWS spells it: `GetApis`. */
  operation: string;
  region: string;
  profile: string | null;
  /** The custom endpoint, null against AWS itself. */
  endpoint: string | null;
  emulator: boolean;
  /** The command that mends credentials. */
  command: string;
}

interface Thrown {
  name: string;
  text: string;
  status: number | undefined;
  /** Node's code of a broken connection, wherever in the chain of causes. */
  network: string | undefined;
}

type Rule = [
  code: ErrorCode,
  applies: (thrown: Thrown, call: AwsCall) => boolean,
  say: (c: AwsCall, t: Thrown) => string,
];

const NETWORK = /^(ECONN\w+|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EPIPE|CERT_\w+|\w*CERT\w*|ERR_TLS\w+|EPROTO)$/;
const ANSWERED_OTHERWISE =
  /Unexpected (token|end)|not valid JSON|Deserialization error|Unknown protocol|char '<'|<!DOCTYPE/i;
const UNKNOWN_OPERATION = /^(UnknownOperation(Exception)?|NotImplemented\w*|InvalidAction|NotImplementedException)$/;
const EXPIRED = /^(ExpiredToken(Exception)?|RequestExpired|TokenRefreshRequired)$/;
const UNKNOWN_KEY =
  /^(InvalidClientTokenId|UnrecognizedClientException|MissingAuthenticationToken(Exception)?|InvalidAccessKeyId|AuthFailure)$/;
const DENIED = /^(AccessDenied\w*|UnauthorizedOperation|ForbiddenException|NotAuthorized\w*|AuthorizationError\w*)$/;
const THROTTLED = /^(TooManyRequestsException|Throttling\w*|RequestLimitExceeded|LimitExceededException|SlowDown)$/;

/** The first that applies decides; the order matters. */
const RULES: Rule[] = [
  ['cancelled', (t) => t.name === 'AbortError', () => 'This was stopped.'],
  ['unreachable', (t) => t.network !== undefined, notReached],
  [
    'timed-out',
    (t) => t.name === 'TimeoutError',
    (c) => `${place(c)} did not answer ${c.operation} in time. Try again.`,
  ],
  [
    'expired-credentials',
    (t) => EXPIRED.test(t.name) || /security token included in the request is expired/i.test(t.text),
    (c) => `The credentials of ${who(c)} have expired. Sign in again.`,
  ],
  [
    'no-credentials',
    (t) => UNKNOWN_KEY.test(t.name),
    (c) =>
      `AWS does not accept the credentials of ${who(c)} in ${c.region}: they are not valid, or the region is not enabled for the account.`,
  ],
  [
    'no-credentials',
    (t) => /^(SignatureDoesNotMatch|InvalidSignatureException)$/.test(t.name),
    (c, t) =>
      /Signature (expired|not yet current)/.test(t.text)
        ? `The clock of this computer differs from that of AWS by more than a few minutes. Set it right and try again.`
        : `AWS does not accept the signature of ${who(c)}. Check its secret access key.`,
  ],
  ['access-denied', (t) => DENIED.test(t.name) || /not authorized to perform/.test(t.text), denied],
  [
    'throttled',
    (t) => THROTTLED.test(t.name) || t.status === 429,
    (c) => `${c.service} refuses further calls for now, because the account makes too many. Try again in a minute.`,
  ],
  ['not-supported', (t, c) => UNKNOWN_OPERATION.test(t.name) || (c.emulator && t.status === 501), notSupported],
  [
    'not-supported',
    (t, c) => c.emulator && (t.status ?? 0) <= 501 && (ANSWERED_OTHERWISE.test(t.text) || isBare404(t)),
    (c, t) => (t.status === 200 ? notUnderstood(c) : notSupported(c)),
  ],
  [
    'unreachable',
    (t) => ANSWERED_OTHERWISE.test(t.text),
    (c) =>
      `${place(c)} answered ${c.operation} with something that is not an answer of AWS. A proxy may stand between, or the service may be down.`,
  ],
  [
    'not-found',
    (t) => t.status === 404 || /NotFound/.test(t.name) || /does not exist/.test(t.text),
    (c, t) => `${c.service} knows no such thing: ${plain(t.text)}`,
  ],
  ['invalid-input', (t) => t.status === 400, (c, t) => `${c.service} does not accept ${c.operation}: ${plain(t.text)}`],
  [
    'unreachable',
    (t) => (t.status ?? 0) >= 500,
    (c, t) => `${place(c)} failed at ${c.operation} with status ${t.status}. Try again later.`,
  ],
];

/** What the SDK threw, as one of our own codes with a sentence for a person. Our own errors pass unchanged. */
export function translate(error: unknown, call: AwsCall): AppError {
  if (error instanceof AppError) return error;
  const thrown = read(error);
  const rule = RULES.find(([, applies]) => applies(thrown, call));
  if (!rule) {
    return new AppError(
      'unexpected',
      `${place(call)} answered ${call.operation} in a way that Signalbox does not understand (${thrown.name}).`,
      { cause: error },
    );
  }
  const [code, , say] = rule;
  return new AppError(code, say(call, thrown), { cause: error, ...detailOf(code, thrown, call) });
}

/** An answer that is not what the service promises. It must never pass for an empty one. */
export function malformed(operation: string, missing: string): AppError {
  return new AppError(
    'unexpected',
    `The answer to ${operation} is not what AWS promises: ${missing}. Nothing was taken from it.`,
  );
}

function read(error: unknown): Thrown {
  if (!(error instanceof Error)) return { name: 'unknown', text: '', status: undefined, network: undefined };
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  return { name: error.name, text: error.message, status: $metadata?.httpStatusCode, network: networkCode(error) };
}

function networkCode(error: Error, depth = 0): string | undefined {
  const code = 'code' in error ? String(error.code) : '';
  if (NETWORK.test(code)) return code;
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  return inner instanceof Error && depth < 5 ? networkCode(inner, depth + 1) : undefined;
}

function detailOf(code: ErrorCode, thrown: Thrown, call: AwsCall): { detail?: FailureDetail } {
  const profile = call.profile === null ? {} : { profile: call.profile };
  if (code === 'access-denied') return { detail: { ...refusal(thrown.text), ...profile } };
  if (code === 'expired-credentials' || code === 'no-credentials')
    return { detail: { command: call.command, ...profile } };
  return {};
}

/** The action and the resource out of "… is not authorized to perform: apigateway:GET on resource: arn:… because …". */
function refusal(text: string): { action?: string; resource?: string } {
  const action = /not authorized to perform: ([\w-]+:[\w*]+)/.exec(text)?.[1];
  const resource = /on resource: (arn:\S+?)[.,]?(?:\s|$)/.exec(text)?.[1];
  return { ...(action ? { action } : {}), ...(resource ? { resource } : {}) };
}

function denied(call: AwsCall, thrown: Thrown): string {
  const { action } = refusal(thrown.text);
  return action
    ? `${who(call, true)} may not ${action}, which ${call.operation} needs. Add it to the policy.`
    : `${who(call, true)} may not use ${call.operation} of ${call.service}.`;
}

function notReached(call: AwsCall, thrown: Thrown): string {
  if (call.endpoint === null) {
    return `${call.service} in ${call.region} cannot be reached (${thrown.network}). Check the network and whether the region has this service.`;
  }
  return `Nothing answers at ${call.endpoint} (${thrown.network}). Start the emulator, or correct AWS_ENDPOINT_URL or the endpoint_url of the profile.`;
}

function notSupported(call: AwsCall): string {
  return `${call.endpoint === null ? call.service : `The emulator at ${call.endpoint}`} does not offer ${call.operation}.`;
}

function notUnderstood(call: AwsCall): string {
  return `The emulator at ${place(call)} answers ${call.operation} otherwise than AWS does, so that nothing could be taken from it.`;
}

/** A path that the emulator does not have, as opposed to a thing that it does not have. */
function isBare404(thrown: Thrown): boolean {
  return thrown.status === 404 && !/NotFoundException|NoSuch|ResourceNotFound/.test(thrown.name);
}

function place(call: AwsCall): string {
  return call.endpoint ?? `${call.service} in ${call.region}`;
}

function who(call: AwsCall, first = false): string {
  if (call.profile !== null) return `${first ? 'P' : 'p'}rofile "${call.profile}"`;
  return first ? 'The default identity' : 'the default identity';
}

/** The service's own words on one line, short enough to show. */
function plain(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim().slice(0, 300);
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
