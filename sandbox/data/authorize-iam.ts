import { deniedToAll } from '@/sandbox/denied';
import { permits } from '@/sandbox/iam/permits';
import type { AccessKey } from '@/sandbox/model';
import type { RefusalCode } from '@/sandbox/signature';
import { type SignedRequest, verifySignature } from '@/sandbox/sigv4';
import { type ApiCall, type Identity, methodArn } from './api-call';
import { forbidden } from './refusal';
import type { HttpApiTarget } from './target';

/** AWS_IAM: a signature for `execute-api` in this Region, by a key of this account that may do `execute-api:Invoke`. */
export function authorizeByIam(call: ApiCall): Identity {
  const signed = signedBy(call.target, call, { action: 'execute-api:Invoke', resource: methodArn(call) });
  if ('refused' in signed) throw forbidden(signed.refused.reason);
  const { key } = signed;
  return {
    iam: {
      ...{ accessKey: key.id, accountId: call.target.account.id, callerId: key.userId },
      ...{ userArn: key.arn, userId: key.userId },
      ...(key.cognitoIdentity ? { cognitoIdentity: key.cognitoIdentity } : {}),
    },
  };
}

interface Asked {
  action: 'execute-api:Invoke' | 'execute-api:ManageConnections';
  /** An ARN of `execute-api`. */
  resource: string;
}

/** Why a signature does not open an API: what is wrong with it, or null where it is sound and its key may not do the thing. */
export interface SignatureRefusal {
  code: RefusalCode | null;
  message: string;
  /** For the sandbox's own record. */
  reason: string;
}

/** Whose key signed a request to an API, if it may do what is asked. */
export function signedBy(
  { world, account, region }: Pick<HttpApiTarget, 'world' | 'account' | 'region'>,
  request: SignedRequest,
  { action, resource }: Asked,
): { key: AccessKey } | { refused: SignatureRefusal } {
  const refuse = (code: RefusalCode | null, message: string, reason = message) => ({
    refused: { code, message, reason },
  });
  const known = [account, ...world.accounts].flatMap(({ keys }) => keys);
  const verdict = verifySignature(request, (id) => known.find((key) => key.id === id));
  if (!verdict.ok) return refuse(verdict.code, verdict.message, `${verdict.code}: ${verdict.message}`);
  const { key, scope } = verdict;
  if (scope.service !== 'execute-api' || scope.region !== region.name) {
    const wrong = scope.service === 'execute-api' ? `'${region.name}'` : "service: 'execute-api'";
    return refuse(
      'SignatureDoesNotMatch',
      `Credential should be scoped to ${scope.service === 'execute-api' ? 'a valid region' : 'correct'} ${wrong}.`,
      `signed for ${scope.service} in ${scope.region}`,
    );
  }
  const sentence = `User: ${key.arn} is not authorized to perform: ${action} on resource: ${resource}`;
  // Whoever is of another account needs the API's own policy too, which is not looked at here.
  if (!account.keys.includes(key)) return refuse(null, sentence, `${key.arn} is of another account`);
  const denied = [...key.deny, ...deniedToAll(world)].find((pattern) => covers(pattern, action));
  if (!denied && permits(key, action, resource)) return { key };
  return refuse(
    null,
    denied ? `${sentence} with an explicit deny` : sentence,
    denied ? `${key.arn} is denied ${denied}` : `${key.arn} may not ${action} here`,
  );
}

/** Whether a pattern of IAM, with `*` and `?`, covers a text. */
export function covers(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}
