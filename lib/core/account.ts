import { z } from 'zod';
import { REGION_NAME } from './regions';

/** A region name as AWS spells it: `us-east-1`, `us-gov-west-1`. */
export const RegionName = z.string().regex(REGION_NAME, 'That is not the name of an AWS region.');
export type RegionName = z.infer<typeof RegionName>;

/**
 * Whose account is meant: a profile of the shared config files and a region. Without a profile the SDK's default
 * credential chain decides. The names travel; credentials never do.
 */
export const AccountRef = z.object({ profile: z.string().min(1).max(256).optional(), region: RegionName });
export type AccountRef = z.infer<typeof AccountRef>;

/** How a profile comes to its credentials, as far as the config files say. */
export type ProfileSource = 'keys' | 'sso' | 'role' | 'process' | 'web-identity' | 'login' | 'unknown';

export interface Profile {
  name: string;
  region: string | null;
  source: ProfileSource;
  /** The `endpoint_url` of the profile, where one is set. */
  endpoint: string | null;
}

export interface ProfileList {
  profiles: Profile[];
  /** The profile that is used when the browser names none; null where only the default chain can decide. */
  current: string | null;
  /** The region that is used when the browser names none. */
  region: string;
  /** The custom endpoint of the API Gateway client (`AWS_ENDPOINT_URL`, …), null against AWS itself. */
  endpoint: string | null;
}

/** The answer of `GetCallerIdentity` and what it was asked with. */
export interface Identity {
  account: string;
  arn: string;
  userId: string;
  region: string;
  profile: string | null;
  endpoint: string | null;
}
