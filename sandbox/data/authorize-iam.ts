import { deniedToAll } from '@/sandbox/denied';
import { permits } from '@/sandbox/iam/permits';
import { verifySignature } from '@/sandbox/sigv4';
import { type ApiCall, type Identity, methodArn } from './api-call';
import { forbidden } from './refusal';

/** AWS_IAM: a signature for `execute-api` in this Region, by a key of this account that may do `execute-api:Invoke`. */
export function authorizeByIam(call: ApiCall): Identity {
  const { world, account, region } = call.target;
  const { method, url, rawHeaders, body } = call;
  const verdict = verifySignature({ method, url, rawHeaders, body }, (id) => account.keys.find((key) => key.id === id));
  if (!verdict.ok) throw forbidden(`${verdict.code}: ${verdict.message}`);
  if (verdict.scope.service !== 'execute-api' || verdict.scope.region !== region.name) {
    throw forbidden(`signed for ${verdict.scope.service} in ${verdict.scope.region}`);
  }
  const { key } = verdict;
  const denied = [...key.deny, ...deniedToAll(world)].find((pattern) => covers(pattern, 'execute-api:Invoke'));
  if (denied) throw forbidden(`${key.arn} is denied ${denied}`);
  if (!permits(key, 'execute-api:Invoke', methodArn(call))) throw forbidden(`${key.arn} may not invoke this route`);
  return {
    iam: {
      ...{ accessKey: key.id, accountId: account.id, callerId: key.userId, userArn: key.arn, userId: key.userId },
      ...(key.cognitoIdentity ? { cognitoIdentity: key.cognitoIdentity } : {}),
    },
  };
}

/** Whether a pattern of IAM, with `*` and `?`, covers a text. */
export function covers(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}
