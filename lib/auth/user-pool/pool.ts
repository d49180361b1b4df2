import 'server-only';
import type { Issuer } from '@/lib/auth/openid/issuer';
import { isEmulator } from '@/lib/aws/endpoint';
import { type AccountRef, RegionName } from '@/lib/core/account';

const AWS_ISSUER = /^https:\/\/cognito-idp\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([\w-]+_[0-9A-Za-z]+)$/;
const POOL_ID = /^[\w-]+_[0-9A-Za-z]+$/;

/**
 * The user pool behind an issuer, null where it is somebody else's. Emulators name issuers each in their own way
 * (`http://localhost:4566/{pool}`, aws.md §8.2): there whatever ends in a pool's id is one.
 */
export function poolOfIssuer(issuer: string, endpoint: string | null): string | null {
  const aws = AWS_ISSUER.exec(issuer)?.[2];
  if (aws) return aws;
  if (!isEmulator(endpoint) || !URL.canParse(issuer)) return null;
  const last = new URL(issuer).pathname.split('/').at(-1) ?? '';
  const region = last.split('_')[0] ?? '';
  return POOL_ID.test(last) && (RegionName.safeParse(region).success || sameHost(issuer, endpoint)) ? last : null;
}

/** The account in the region of a pool, which may be another one than the API's. */
export function accountOfPool(account: AccountRef, poolId: string): AccountRef {
  const region = poolId.split(/[_:]/)[0] ?? '';
  return RegionName.safeParse(region).success ? { ...account, region } : account;
}

/** A pool as an OpenID issuer: that of its managed login. */
export function poolIssuer(account: AccountRef, poolId: string, endpoint: string | null): Issuer {
  const suffix = account.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const url = `https://cognito-idp.${account.region}.${suffix}/${poolId}`;
  if (!isEmulator(endpoint) || endpoint === null) return { url, emulator: null };
  const documentUrl = `${endpoint}/${poolId}/.well-known/openid-configuration`;
  return { url, standIn: { documentUrl, poolId }, emulator: hostOf(endpoint) };
}

export function hostOf(endpoint: string): string {
  return new URL(endpoint).hostname;
}

function sameHost(issuer: string, endpoint: string | null): boolean {
  return endpoint !== null && new URL(issuer).host === new URL(endpoint).host;
}
