import 'server-only';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { AccountRef } from '@/lib/core/account';
import { AppError } from '@/lib/core/error';
import { processWide } from '@/lib/core/process-wide';
import { configStamp, knownProfiles } from './account';
import { credentialFailure } from './credential-failure';

/** Renewed this long before they expire. */
const EARLY_MS = 60_000;
/** How long the files may have changed before it is noticed. */
const STAMP_MS = 1_000;
/** A `credential_process` may open a browser and wait for a person. */
const PATIENCE_MS = 90_000;

interface Held {
  credentials: AwsCredentialIdentity;
  stamp: string;
  stampedAt: number;
}

interface Purse {
  held: Map<string, Held>;
  underWay: Map<string, Promise<AwsCredentialIdentity>>;
}

const purse = processWide<Purse>('credentials', () => ({ held: new Map(), underWay: new Map() }));

/**
 * The credentials of a profile, or of the default chain; server only, for signing. Kept until they expire, the config
 * files change or AWS refuses them; failures are not kept, so that a login in a terminal is noticed at the next call.
 * A named profile never falls back to another identity.
 */
export async function credentialsOf(account: AccountRef): Promise<AwsCredentialIdentity> {
  const key = account.profile ?? '';
  const held = purse.held.get(key);
  if (held && (await isFresh(held))) return held.credentials;
  const existing = purse.underWay.get(key);
  if (existing) return existing;
  const asked = ask(account).finally(() => purse.underWay.delete(key));
  purse.underWay.set(key, asked);
  return asked;
}

/** AWS refused these credentials: ask again next time. */
export function forgetCredentials(account: AccountRef): void {
  purse.held.delete(account.profile ?? '');
}

async function isFresh(held: Held): Promise<boolean> {
  const { expiration } = held.credentials;
  if (expiration && expiration.getTime() - Date.now() < EARLY_MS) return false;
  if (Date.now() - held.stampedAt < STAMP_MS) return true;
  held.stampedAt = Date.now();
  return (await configStamp()) === held.stamp;
}

async function ask(account: AccountRef): Promise<AwsCredentialIdentity> {
  const profiles = await knownProfiles(account.profile);
  const stamp = await configStamp();
  const deadline = AbortSignal.timeout(PATIENCE_MS);
  try {
    const credentials = await Promise.race([resolve(account), expiry(deadline)]);
    purse.held.set(account.profile ?? '', { credentials, stamp, stampedAt: Date.now() });
    return credentials;
  } catch (error) {
    throw error instanceof AppError ? error : credentialFailure(error, account.profile ?? null, profiles);
  }
}

async function resolve({ profile, region }: AccountRef): Promise<AwsCredentialIdentity> {
  const { fromIni, fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  const clientConfig = { region, maxAttempts: 2, requestHandler: { connectionTimeout: 3_000, socketTimeout: 7_000 } };
  const provider = profile
    ? fromIni({ profile, ignoreCache: true, clientConfig })
    : fromNodeProviderChain({ ignoreCache: true, clientConfig });
  return await provider();
}

function expiry(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () =>
      reject(new AppError('timed-out', `No credentials came within ${PATIENCE_MS / 1_000} seconds.`)),
    );
  });
}
