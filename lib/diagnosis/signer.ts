import { type Cause, cause, evidence, next } from './cause';
import { aheadMs, clockEvidence, isFarOff, offInWords } from './clock';
import { type Failed, sentHeader } from './exchange';
import { type Seeker, unchecked } from './findings';

/** A signed call that was answered 403, on a route that asks for a signature. */
export interface Signed {
  failed: Failed;
  /** What the caller must be allowed: `execute-api:Invoke`. */
  permission: string;
  /** On what, as far as is known: `…/prod/GET/notes`. */
  resource: string;
  /** The account of the API, where something of it tells. */
  account: string | null;
  seeker: Seeker;
}

const IDENTITY = { do: 'identity' } as const;

/** No signature at all; null where there is one. */
export function notSigned(
  { failed }: Signed,
  words = 'This route asks for a SigV4 signature and none was sent.',
): Cause | null {
  if (failed.onLine) return null;
  const inQuery = /[?&]X-Amz-Signature=/i.test(failed.request?.target ?? '');
  const header = sentHeader(failed, 'authorization');
  if (inQuery || header?.startsWith('AWS4-')) return null;
  const { foresight, as } = failed;
  const nobody = !as || as.scheme === 'none' || !foresight;
  return cause('certain', {
    id: 'unsigned',
    title: nobody ? words : foresight.sentence,
    evidence: [
      evidence('header', 'Authorization', header ?? 'not sent'),
      as ? evidence('identity', 'Sent as', as.label) : null,
    ],
    next: next('Choose IAM SigV4, or another identity that signs.', IDENTITY),
  });
}

/** A clock that is further off than AWS lets a signature pass; null where it is right. */
export function wrongClock(failed: Failed): Cause | null {
  const ahead = aheadMs(failed);
  if (ahead === null || !isFarOff(failed)) return null;
  return cause('certain', {
    id: 'clock',
    title: `The request was signed by the clock of this computer, which is ${offInWords(ahead)} that of the API; AWS takes signatures that are at most 5 minutes off.`,
    evidence: [clockEvidence(failed)],
    next: next('Set the clock right, then send it again.', { do: 'send-again' }),
  });
}

/** Of a signed call that was refused without a word about why: whose keys they are decides. */
export function refusedSigner(signed: Signed): Cause[] {
  const { failed, permission, resource, account, seeker } = signed;
  const scheme = failed.as?.scheme;
  if (scheme !== 'iam' && scheme !== 'held') return [byHand(signed)];
  const label = failed.as?.label ?? 'the chosen identity';
  const who = evidence('identity', 'Signed as', label);
  const ask = { about: 'signer', profile: failed.as?.profile ?? null, held: null } as const;
  const found = scheme === 'iam' ? seeker.seek(ask) : null;
  if (found && !found.ok && /credentials/.test(found.failure.code)) {
    return [
      cause('certain', {
        id: 'keys-refused',
        title: `AWS does not accept the keys of ${label}.`,
        evidence: [who, evidence('identity', 'GetCallerIdentity', found.failure.message)],
        next: next('Get new credentials, or choose another identity.', IDENTITY),
      }),
    ];
  }
  const caller = found?.ok ? found.value : null;
  if (caller && account && caller.account !== account) {
    return [
      cause('certain', {
        id: 'other-account',
        title: `${label} belongs to the account ${caller.account}, and the API to ${account}.`,
        evidence: [who, evidence('identity', 'ARN', caller.arn)],
        next: next('Choose an identity of the API’s account, such as a role that may be assumed there.', IDENTITY),
      }),
    ];
  }
  const title = caller
    ? `The request was signed as ${label}, whom AWS knows and who lacks the permission ${permission} here.`
    : `The request was signed as ${label}, which lacks the permission ${permission} here, or its keys are no longer good.`;
  return [
    cause('likely', {
      id: 'iam-permission',
      title,
      evidence: [
        who,
        caller ? evidence('identity', 'ARN', caller.arn) : null,
        evidence('route', 'Needs', `${permission} on ${resource}`),
      ],
      next: next('Let its policy allow that, or choose another identity.', IDENTITY),
      notChecked: unchecked('Whether AWS knows the keys', found),
    }),
  ];
}

function byHand({ failed, permission, resource }: Signed): Cause {
  return cause('likely', {
    id: 'signature-by-hand',
    title:
      'The signature was written by hand: it is for another request or too old, or whoever signed lacks the permission.',
    evidence: [
      evidence('header', 'Authorization', sentHeader(failed, 'authorization') ?? 'in the query'),
      evidence('route', 'Needs', `${permission} on ${resource}`),
    ],
    next: next('Take the header away and choose an identity that signs: it signs what is sent.', IDENTITY),
  });
}
