import { type Cause, cause, evidence, next, ordered } from '@/lib/diagnosis/cause';
import { answerHeader, type Failed, objectIn } from '@/lib/diagnosis/exchange';
import type { Seeker } from '@/lib/diagnosis/findings';
import { networkCauses } from '@/lib/diagnosis/network';
import { signatureCauses } from '@/lib/diagnosis/signature-causes';
import { type AppSyncScene, type AppSyncSpot, signedAs } from './spot';
import { unauthorized } from './unauthorized';

/** Why AppSync turned an operation away. What an operation itself came to stands among its errors. */
export function diagnoseAppSync(failed: Failed, scene: AppSyncScene, seeker: Seeker): Cause[] {
  if (failed.unreachable) return unreachable(failed, scene);
  const status = failed.head?.status ?? 0;
  if (status < 400) return [];
  const spot: AppSyncSpot = { ...scene, ...told(failed), failed, seeker };
  return ordered(byStatus(spot, status));
}

function byStatus(spot: AppSyncSpot, status: number): Cause[] {
  if (/^WAF/.test(spot.type ?? '')) return [waf(spot)];
  switch (status) {
    case 401:
      return unauthorized(spot);
    case 403:
      return signatureCauses(signedAs(spot), spot.type, spot.message);
    case 400:
    case 405:
    case 413:
      return [malformed(spot, status)];
    case 429:
      return [throttled(spot)];
    default:
      return [status >= 500 ? serverFailed(spot, status) : malformed(spot, status)];
  }
}

/** The first error of the body, and the type that the header names. */
function told(failed: Failed): { type: string | null; message: string } {
  const errors = objectIn(failed.body)?.errors;
  const first: unknown = Array.isArray(errors) ? errors[0] : null;
  const error = (typeof first === 'object' && first !== null ? first : {}) as Record<string, unknown>;
  const type = typeof error.errorType === 'string' ? error.errorType : answerHeader(failed, 'x-amzn-errortype');
  return { type: type?.split(':')[0] ?? null, message: typeof error.message === 'string' ? error.message : '' };
}

function unreachable(failed: Failed, { detail }: AppSyncScene): Cause[] {
  const emulator = detail.pinnedTo !== null;
  const causes = networkCauses(failed, { emulator, correctable: false, endpointDisabled: false });
  if (detail.visibility !== 'PRIVATE') return causes;
  const hidden = cause('likely', {
    id: 'private-api',
    title: 'The API is private: its address leads somewhere only within a VPC.',
    evidence: [evidence('api', 'Visibility', 'PRIVATE'), ...(causes[0]?.evidence ?? [])],
    next: next('Send it from within the VPC, or through its VPN.', { do: 'send-again' }),
  });
  return [hidden, ...causes];
}

function waf({ message, type }: AppSyncSpot): Cause {
  return cause('certain', {
    id: 'waf',
    title: 'A web ACL of AWS WAF refused the request before AppSync saw it.',
    evidence: [evidence('body', type ?? 'errorType', message)],
    next: next('Look at the rules of the web ACL that is associated with the API.'),
  });
}

function malformed({ failed, message }: AppSyncSpot, status: number): Cause {
  const large = status === 413;
  return cause('certain', {
    id: large ? 'payload-too-large' : 'malformed-request',
    title: large
      ? 'The operation is larger than AppSync takes.'
      : `AppSync does not take the request: ${message || 'it is malformed'}`,
    evidence: [evidence('request', 'Body', `${(failed.request?.bodyBytes ?? 0).toLocaleString('en-GB')} bytes`)],
    next: next('Look at the operation, its variables and the headers that were written by hand.'),
  });
}

function throttled({ message }: AppSyncSpot): Cause {
  return cause('likely', {
    id: 'throttled-account',
    title: 'AppSync takes no more operations for now: the quota of request tokens is used up.',
    evidence: [message === '' ? null : evidence('body', 'Message', message)],
    next: next('Run it again in a moment; the quota can be raised.', { do: 'send-again' }),
  });
}

function serverFailed({ message }: AppSyncSpot, status: number): Cause {
  return cause('likely', {
    id: status === 504 ? 'integration-timeout' : 'appsync-failed',
    title:
      status === 504
        ? 'The operation took longer than the 30 seconds that AppSync gives it.'
        : 'AppSync itself failed at the operation.',
    evidence: [message === '' ? null : evidence('body', 'Message', message)],
    next: next('See what its logs say.', { do: 'logs' }),
  });
}
