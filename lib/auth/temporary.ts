import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import { malformed } from '@/lib/aws/errors';
import { hold } from '@/lib/aws/held';
import { getTemporary, type Login, type Recipe, type Temporary } from '@/lib/aws/temporary';
import { AppError } from '@/lib/core/error';
import { providerName } from '@/lib/core/provider-name';
import { claim, decodeToken } from '@/lib/core/token';
import type { Held, IdentityExchange, RoleAssumption } from './sign-in/contract';

/** Credentials of a role. With an MFA code they end for good; otherwise they renew themselves. */
export async function assumeRole(aws: AwsClients, input: RoleAssumption, signal: AbortSignal): Promise<Held> {
  const { roleArn, sessionName, externalId, durationSeconds, mfa } = input;
  const recipe: Recipe = { type: 'role', account: aws.account, roleArn, sessionName, externalId, durationSeconds };
  const temporary = await getTemporary(aws, recipe, { mfa, signal });
  return keep(aws, temporary, { recipe: mfa ? null : recipe, identityId: null });
}

/** Credentials of an identity pool, by the enhanced flow: GetId, then GetCredentialsForIdentity. `aws` is in the pool's region. */
export async function exchangeIdentityPool(
  aws: AwsClients,
  { identityPoolId, login: given, customRoleArn }: IdentityExchange,
  signal: AbortSignal,
): Promise<Held> {
  const login = given && loginOf(given.idToken);
  const { IdentityId: identityId } = await aws.cognitoIdentity.getId(
    { IdentityPoolId: identityPoolId, ...(login ? { Logins: { [login.provider]: login.idToken } } : {}) },
    { abortSignal: signal },
  );
  if (!identityId) throw malformed('GetId', 'there is no identity in it');
  const recipe: Recipe = { type: 'identity', account: aws.account, identityId, login, customRoleArn };
  return keep(aws, await getTemporary(aws, recipe, { signal }), { recipe, identityId });
}

async function keep(
  aws: AwsClients,
  temporary: Temporary,
  { recipe, identityId }: { recipe: Recipe | null; identityId: string | null },
): Promise<Held> {
  const caller = await aws.callerOf(temporary.credentials);
  const { accessKeyId } = temporary.credentials;
  return {
    id: hold(temporary, recipe),
    arn: caller?.arn ?? null,
    account: caller?.account ?? null,
    accessKeyId: `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}`,
    expiresAt: temporary.expiresAt,
    renews: recipe !== null,
    identityId,
  };
}

/** Who vouches for the person is said by the token itself. */
function loginOf(idToken: string): Login {
  const reading = decodeToken(idToken);
  const issuer = reading.ok ? claim(reading.token.payload, 'iss') : undefined;
  if (!reading.ok || typeof issuer !== 'string') throw notAnIdToken('This is no ID token.');
  if (claim(reading.token.payload, 'token_use') === 'access') {
    throw notAnIdToken('This is an access token, and identity pools take ID tokens.');
  }
  return { provider: providerName(issuer), idToken };
}

function notAnIdToken(message: string): AppError {
  return new AppError('invalid-input', message, {
    detail: { field: 'login.idToken', next: 'Sign in with the scope openid.' },
  });
}
