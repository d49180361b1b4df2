import 'server-only';
import type { AccountRef } from '@/lib/core/account';
import { expiryOf } from '@/lib/core/token';
import type { AwsClients } from './clients';
import { malformed } from './errors';
import type { SigningCredentials } from './sign';

/** How temporary credentials are got, so that they can be got again. */
export type Recipe =
  | {
      type: 'role';
      account: AccountRef;
      roleArn: string;
      sessionName: string;
      externalId?: string | undefined;
      durationSeconds?: number | undefined;
    }
  | {
      type: 'identity';
      /** The region is the pool's. */
      account: AccountRef;
      identityId: string;
      /** Null for nobody. */
      login: Login | null;
      customRoleArn?: string | undefined;
    };

/** Who vouches for a person to an identity pool: the issuer without `https://`, and its ID token. */
export interface Login {
  provider: string;
  idToken: string;
}

export interface Temporary {
  credentials: SigningCredentials;
  /** Milliseconds. */
  expiresAt: number;
}

export interface MfaCode {
  serial: string;
  code: string;
}

/** Temporary credentials, by the recipe. An MFA code is good once and so no part of it. */
export async function getTemporary(
  aws: AwsClients,
  recipe: Recipe,
  options: { mfa?: MfaCode | undefined; signal?: AbortSignal } = {},
): Promise<Temporary> {
  return recipe.type === 'role' ? assumeRole(aws, recipe, options) : forIdentity(aws, recipe, options.signal);
}

/** Whether a recipe still yields credentials, as far as can be seen from here. */
export function isGood(recipe: Recipe, now: number): boolean {
  if (recipe.type === 'role' || recipe.login === null) return true;
  return (expiryOf(recipe.login.idToken) ?? 0) > now;
}

async function assumeRole(
  aws: AwsClients,
  recipe: Extract<Recipe, { type: 'role' }>,
  { mfa, signal }: { mfa?: MfaCode | undefined; signal?: AbortSignal },
): Promise<Temporary> {
  const { Credentials: keys } = await aws.sts.assumeRole(
    {
      RoleArn: recipe.roleArn,
      RoleSessionName: recipe.sessionName,
      ...(recipe.externalId ? { ExternalId: recipe.externalId } : {}),
      ...(recipe.durationSeconds ? { DurationSeconds: recipe.durationSeconds } : {}),
      ...(mfa ? { SerialNumber: mfa.serial, TokenCode: mfa.code } : {}),
    },
    signal ? { abortSignal: signal } : {},
  );
  return complete('AssumeRole', { ...keys, SecretKey: keys?.SecretAccessKey });
}

async function forIdentity(
  aws: AwsClients,
  { identityId, login, customRoleArn }: Extract<Recipe, { type: 'identity' }>,
  signal?: AbortSignal,
): Promise<Temporary> {
  const { Credentials: keys } = await aws.cognitoIdentity.getCredentialsForIdentity(
    {
      IdentityId: identityId,
      ...(login ? { Logins: { [login.provider]: login.idToken } } : {}),
      ...(customRoleArn ? { CustomRoleArn: customRoleArn } : {}),
    },
    signal ? { abortSignal: signal } : {},
  );
  return complete('GetCredentialsForIdentity', { ...keys });
}

interface Keys {
  AccessKeyId?: string | undefined;
  SecretKey?: string | undefined;
  SessionToken?: string | undefined;
  Expiration?: Date | undefined;
}

function complete(operation: string, keys: Keys): Temporary {
  const { AccessKeyId: accessKeyId, SecretKey: secretAccessKey, SessionToken: sessionToken, Expiration } = keys;
  if (!accessKeyId || !secretAccessKey || !sessionToken || !Expiration) {
    throw malformed(operation, 'there are no credentials in it');
  }
  return { credentials: { accessKeyId, secretAccessKey, sessionToken }, expiresAt: Expiration.getTime() };
}
