import { type Cause, cause, evidence, next } from '@/lib/diagnosis/cause';
import { answerHeader, type Failed, objectIn } from '@/lib/diagnosis/exchange';
import { networkCauses } from '@/lib/diagnosis/network';
import { signatureCauses } from '@/lib/diagnosis/signature-causes';
import { type AppSyncApi, type AppSyncSpot, signedAs } from './spot';
import { unauthorized } from './unauthorized';

/** What AppSync says of the first thing that is wrong, in an answer and on a line alike. */
export function firstError(failed: Failed): { type: string | null; message: string } {
  const [first] = errorsIn(failed);
  const { errorType, code, message } = first ?? {};
  const named = [errorType, code].find((one) => typeof one === 'string');
  const type = typeof named === 'string' ? named : answerHeader(failed, 'x-amzn-errortype');
  return { type: type?.split(':')[0] ?? null, message: typeof message === 'string' ? message : '' };
}

/** The errors of an answer; of a publication, the events that were not taken. */
export function errorsIn({ body }: Failed): Record<string, unknown>[] {
  const { errors, failed } = objectIn(body) ?? {};
  const told: unknown[] = [errors, failed].find(Array.isArray) ?? [];
  return told.filter((one) => typeof one === 'object' && one !== null) as Record<string, unknown>[];
}

const SIGNATURE = /Signature|^(Expired|Invalid|Unrecognized|Missing)\w*(Token|Client)|AccessDenied|^Credential/;

interface Rule {
  statuses: readonly number[];
  type: RegExp | null;
  causes: (spot: AppSyncSpot, status: number) => Cause[];
}

/** In this order: the status and the type of one refusal may each fit another rule. */
const RULES: readonly Rule[] = [
  { statuses: [], type: /^WAF/, causes: (spot) => [waf(spot)] },
  { statuses: [401], type: /^UnauthorizedException$/, causes: unauthorized },
  { statuses: [403], type: SIGNATURE, causes: (spot) => signatureCauses(signedAs(spot), spot.type, spot.message) },
  { statuses: [429], type: /^(LimitExceeded|Throttl|TooManyRequests)/, causes: (spot) => [throttled(spot)] },
  { statuses: [413], type: /TooLarge/, causes: (spot) => [tooLarge(spot)] },
  { statuses: [404], type: null, causes: () => [gone()] },
  { statuses: [], type: /^Internal(Failure|Server)/, causes: (spot, status) => [serverFailed(spot, status)] },
];

/** Why AppSync turned something away before it looked at what was asked (aws.md §5.3). Null where it did look. */
export function turnedAway(spot: AppSyncSpot, status: number): Cause[] | null {
  if (status === 403 && spot.api.visibility === 'PRIVATE' && !SIGNATURE.test(spot.type ?? '')) return [isPrivate(spot)];
  const rule = RULES.find(({ statuses, type }) => statuses.includes(status) || type?.test(spot.type ?? ''));
  if (rule) return rule.causes(spot, status);
  return status >= 500 ? [serverFailed(spot, status)] : null;
}

/** Why no answer came. */
export function appSyncUnreachable(failed: Failed, { pinnedTo, visibility }: AppSyncApi): Cause[] {
  const causes = networkCauses(failed, {
    emulator: pinnedTo !== null,
    correctable: false,
    endpointDisabled: false,
    domain: null,
  });
  if (visibility !== 'PRIVATE') return causes;
  const hidden = cause('likely', {
    id: 'private-api',
    title: 'The API is private: its address leads somewhere only within a VPC.',
    evidence: [evidence('api', 'Visibility', 'PRIVATE'), ...(causes[0]?.evidence ?? [])],
    next: next('Send it from within the VPC, or through its VPN.', { do: 'send-again' }),
  });
  return [hidden, ...causes];
}

/** Null where AppSync gave no words. */
export function saidBy({ type, message }: Pick<AppSyncSpot, 'type' | 'message'>) {
  return message === '' ? null : evidence('body', type ?? 'Message', message);
}

/** AppSync read what was sent and takes nothing of the kind. */
export function malformed(spot: AppSyncSpot): Cause {
  const { failed, message } = spot;
  const bytes = failed.request?.bodyBytes ?? null;
  return cause('certain', {
    id: 'malformed-request',
    title: `AppSync does not take the request: ${message || 'it is malformed'}`,
    evidence: [
      saidBy(spot),
      bytes === null ? null : evidence('request', 'Body', `${bytes.toLocaleString('en-GB')} bytes`),
    ],
    next: next('Look at what was sent, and at headers that were written by hand.'),
  });
}

/** AppSync holds a hundred on one connection (aws.md §5.4). */
export function tooManySubscriptions(spot: AppSyncSpot): Cause {
  return cause('certain', {
    id: 'too-many-subscriptions',
    title: 'The connection holds as many subscriptions as AppSync allows on one.',
    evidence: [saidBy(spot)],
    next: next('Stop one of them, or connect anew for more.'),
  });
}

function waf(spot: AppSyncSpot): Cause {
  return cause('certain', {
    id: 'waf',
    title: 'A web ACL of AWS WAF refused the request before AppSync saw it.',
    evidence: [saidBy(spot)],
    next: next('Look at the sampled requests of the web ACL that is associated with the API.'),
  });
}

function isPrivate(spot: AppSyncSpot): Cause {
  return cause('certain', {
    id: 'private-api',
    title: 'The API is private: it answers only within a VPC, through its endpoint.',
    evidence: [evidence('api', 'Visibility', 'PRIVATE'), saidBy(spot)],
    next: next('Send it from within the VPC, or through its VPN.', { do: 'send-again' }),
  });
}

function tooLarge({ failed }: AppSyncSpot): Cause {
  const bytes = failed.request?.bodyBytes ?? null;
  return cause('certain', {
    id: 'payload-too-large',
    title: 'The request is larger than AppSync takes.',
    evidence: [bytes === null ? null : evidence('request', 'Body', `${bytes.toLocaleString('en-GB')} bytes`)],
    next: next('Send less at once.'),
  });
}

function throttled(spot: AppSyncSpot): Cause {
  return cause('likely', {
    id: 'throttled-account',
    title: 'AppSync takes no more for now: a quota of the account is used up, such as that of request tokens.',
    evidence: [saidBy(spot)],
    next: next('Run it again in a moment; the quota can be raised.', { do: 'send-again' }),
  });
}

function gone(): Cause {
  return cause('likely', {
    id: 'api-gone',
    title: 'There is no API at this address: it was deleted, or the address is another’s.',
    next: next('Read the API again.', { do: 'read-again' }),
  });
}

function serverFailed(spot: AppSyncSpot, status: number): Cause {
  const late = status === 504;
  return cause('likely', {
    id: late ? 'integration-timeout' : 'appsync-failed',
    title: late
      ? 'The operation took longer than the 30 seconds that AppSync gives it.'
      : 'AppSync itself failed at the operation.',
    evidence: [saidBy(spot)],
    next: next('See what its logs say.', { do: 'logs' }),
  });
}
