import { names } from '@/sandbox/control/permission';
import { JSON_SIGNATURE_CODES } from '@/sandbox/control/rest-json';
import { deniedToAll } from '@/sandbox/denied';
import { permits } from '@/sandbox/iam/permits';
import type { AccessKey, World } from '@/sandbox/model';
import { verifySignature } from '@/sandbox/sigv4';
import type { Attempt, Caller } from './authorize';
import { AppSyncRefusal, unauthorized } from './refusal';

/** AWS_IAM: a signature for `appsync` over exactly what was sent, by a key of this account that may do what is asked. */
export function callerBySignature({ guarded, presented, asked, provider }: Attempt): Caller {
  const { account, region } = guarded;
  const request = {
    method: 'POST',
    url: presented.path,
    rawHeaders: presented.headers.flat(),
    body: Buffer.from(presented.body),
  };
  const verdict = verifySignature(request, (id) => account.keys.find((key) => key.id === id));
  if (!verdict.ok) {
    throw new AppSyncRefusal(403, JSON_SIGNATURE_CODES[verdict.code] ?? verdict.code, verdict.message);
  }
  const { key, scope } = verdict;
  if (scope.service !== 'appsync' || scope.region !== region.name) {
    const wrong = scope.service === 'appsync' ? `a valid region: '${region.name}'` : "correct service: 'appsync'";
    throw new AppSyncRefusal(403, 'InvalidSignatureException', `Credential should be scoped to ${wrong}.`);
  }
  if (!asked.permits(key)) throw unauthorized('Permission denied');
  return { mode: 'AWS_IAM', provider, identity: identityOf(key, account.id), groups: [], key, deniedFields: [] };
}

/** Whether IAM lets a key do an action on a resource, with what is forbidden to everybody on purpose. */
export function mayDo(world: World, key: AccessKey, action: string, resource: string): boolean {
  return !names(deniedToAll(world), action) && permits(key, action, resource);
}

function identityOf({ arn, userId, cognitoIdentity }: AccessKey, accountId: string): Record<string, unknown> {
  return {
    accountId,
    cognitoIdentityPoolId: cognitoIdentity?.identityPoolId ?? null,
    cognitoIdentityId: cognitoIdentity?.identityId ?? null,
    cognitoIdentityAuthType: cognitoIdentity?.amr[0] ?? null,
    cognitoIdentityAuthProvider: cognitoIdentity?.amr.slice(1).join(',') || null,
    username: userId,
    userArn: arn,
  };
}
