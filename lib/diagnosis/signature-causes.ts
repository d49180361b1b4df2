import { differences, printedCanonical, signedCanonical } from './canonical-request';
import { type Cause, cause, type Evidence, evidence, next } from './cause';
import { clockEvidence } from './clock';
import { type Failed, sentHeader } from './exchange';
import { notSigned, refusedSigner, type Signed, wrongClock } from './signer';

const IDENTITY = { do: 'identity' } as const;

/** Why a signed call was refused, where the answer names the type: WebSocket and REST APIs and AppSync do. */
export function signatureCauses(signed: Signed, type: string | null, message: string): Cause[] {
  const unsigned = notSigned(signed);
  if (unsigned) return [unsigned];
  switch (type) {
    case 'ExpiredTokenException':
      return [
        refused(
          'credentials-expired',
          'The temporary credentials that signed have expired.',
          message,
          'Get new credentials, then send it again.',
        ),
      ];
    case 'UnrecognizedClientException':
    case 'InvalidClientTokenId':
      return [unknownKey(signed, message)];
    case 'IncompleteSignatureException':
      return [
        refused(
          'signature-incomplete',
          'AWS cannot read the Authorization header as a signature.',
          message,
          'Take the header away and choose an identity that signs.',
        ),
      ];
    case 'InvalidSignatureException':
    case 'SignatureDoesNotMatch':
      return badSignature(signed, message);
    case 'AccessDeniedException':
      return [notAllowed(signed, message)];
    default:
      return wrongClock(signed.failed)
        ? [wrongClock(signed.failed)].filter((one) => one !== null)
        : refusedSigner(signed);
  }
}

function refused(id: string, title: string, message: string, step: string): Cause {
  return cause('certain', { id, title, evidence: [inBody(message)], next: next(step, IDENTITY) });
}

/** A temporary key that comes alone is as unknown as one that there is not. */
function unknownKey({ failed }: Signed, message: string): Cause {
  const proof = `${sentHeader(failed, 'authorization') ?? ''} ${failed.request?.target ?? ''}`;
  const key = /Credential=([A-Z0-9]+)/.exec(proof)?.[1] ?? null;
  const token = sentHeader(failed, 'x-amz-security-token') !== null || /X-Amz-Security-Token=/i.test(proof);
  const alone = key?.startsWith('ASIA') === true && !token;
  return cause('certain', {
    id: alone ? 'session-token-missing' : 'keys-refused',
    title: alone
      ? 'The key that signed is temporary, and its session token was not sent.'
      : 'AWS does not know the access key that signed.',
    evidence: [key === null ? null : evidence('signature', 'Access key', key), inBody(message)],
    next: next(
      alone
        ? 'Give the profile its aws_session_token, or choose another identity.'
        : 'Look at the profile: its key may be deleted, or belong to another partition.',
      IDENTITY,
    ),
  });
}

function inBody(message: string): Evidence | null {
  // What AWS prints of a canonical request is compared, not repeated.
  const [first = ''] = message.split('\n');
  return first === '' ? null : evidence('body', 'Message', first);
}

function badSignature(signed: Signed, message: string): Cause[] {
  const clock = wrongClock(signed.failed);
  if (clock) return [{ ...clock, evidence: [...clock.evidence, ...[inBody(message)].filter((one) => one !== null)] }];
  if (/Signature (expired|not yet current)/.test(message)) {
    return [
      cause('certain', {
        id: 'clock',
        title:
          'The time of the signature is more than 5 minutes off: the clock of this computer is wrong, or the signature is old.',
        evidence: [inBody(message), clockEvidence(signed.failed)],
        next: next('Set the clock right, then send it again.', { do: 'send-again' }),
      }),
    ];
  }
  if (/Credential should be scoped/.test(message)) {
    return [
      refused(
        'signature-scope',
        'It was signed for another service or Region.',
        message,
        'Choose an identity that signs here: it signs for the Region and the service of the API.',
      ),
    ];
  }
  return [compared(signed, message)];
}

function foreign(failed: Failed, message: string): Cause {
  return cause('likely', {
    id: 'signature-by-hand',
    title:
      'The signature was written by hand, and is none of this key for this request: for another, or by another secret.',
    evidence: [
      evidence('header', 'Authorization', sentHeader(failed, 'authorization') ?? 'in the query'),
      inBody(message),
    ],
    next: next('Take the header away and choose an identity that signs: it signs what is sent.', IDENTITY),
  });
}

/** What AWS received against what was signed: the same, so the secret is wrong; or not, so something changed it on its way. */
function compared({ failed }: Signed, message: string): Cause {
  // What was signed is known only where it was signed here.
  if (failed.as?.scheme !== 'iam' && failed.as?.scheme !== 'held') return foreign(failed, message);
  const theirs = printedCanonical(message);
  const ours = failed.request ? signedCanonical(failed.request) : null;
  if (!theirs || !ours) {
    return cause('likely', {
      id: 'signature',
      title:
        'AWS does not accept the signature: the secret key does not fit the access key, or the request was changed on its way.',
      evidence: [inBody(message)],
      next: next('Look at the profile’s keys, and at proxies between here and the API.', IDENTITY),
    });
  }
  const changed = differences(ours, theirs);
  if (changed.length === 0) {
    return cause('certain', {
      id: 'secret-wrong',
      title: 'AWS received what was signed, so the secret key does not belong to the access key.',
      evidence: [inBody(message), evidence('signature', 'Canonical request', 'the same here and at AWS')],
      next: next('Look at the profile’s secret key, or choose another identity.', IDENTITY),
    });
  }
  return cause('certain', {
    id: 'signature-changed',
    title: `AWS received another request than was signed: ${changed.map(({ part }) => part).join(', ')}.`,
    evidence: changed.flatMap(({ part, signed, received }) => [
      evidence('signature', `${part}, signed`, signed ?? 'nothing'),
      evidence('signature', `${part}, received`, received ?? 'nothing'),
    ]),
    next: next(
      'Look for what changes requests on their way, such as a proxy; sign a header by hand only as it is sent.',
      IDENTITY,
    ),
  });
}

function accountIn(arn: string | undefined): string | null {
  return arn?.split(':')[4] || null;
}

/** API Gateway tells only the end of its own: `********0000`. */
function sameAccount(whole: string, told: string | null): boolean {
  return told === null || whole.endsWith(told.replaceAll('*', ''));
}

/** Of AWS's own sentence: who, what, on what. */
function notAllowed(signed: Signed, message: string): Cause {
  const [, arn, action, resource] =
    /User: (\S+) is not authorized to perform: (\S+) on resource: (\S+)/.exec(message) ?? [];
  const explicit = /explicit deny/.test(message);
  const who = signed.failed.as?.label ?? 'Whoever signed';
  const account = accountIn(arn);
  if (account && !sameAccount(account, accountIn(resource))) {
    return cause('certain', {
      id: 'other-account',
      title: `${who} belongs to the account ${account}, and the API is of another that does not let it in.`,
      evidence: [evidence('identity', 'ARN', arn ?? ''), inBody(message)],
      next: next('Choose an identity of the API’s account, or let its resource policy allow this one.', IDENTITY),
    });
  }
  return cause('certain', {
    id: 'iam-permission',
    title: explicit
      ? `The signature is good, and a policy denies ${who} ${action ?? signed.permission} here.`
      : `The signature is good, and ${who} lacks ${action ?? signed.permission} on ${resource ?? signed.resource}.`,
    evidence: [arn ? evidence('identity', 'ARN', arn) : null, inBody(message)],
    next: next('Choose another identity, or let its policy allow that.', IDENTITY),
  });
}
