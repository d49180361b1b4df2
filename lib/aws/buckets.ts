import 'server-only';
import type { AccountRef } from '@/lib/core/account';
import { processWide } from '@/lib/core/process-wide';
import { type Limits, TokenBucket } from './bucket';

/** The services that have a rate of their own. */
export type Metered =
  | 'acm'
  | 'apigateway'
  | 'apigateway-resources'
  | 'appsync'
  | 'cloudformation'
  | 'sts'
  | 'cognito'
  | 'cognito-identity'
  | 'lambda'
  | 'logs';

/**
 * API Gateway allows 10 calls per second with a burst of 40 for the whole account and never more; two tokens are left
 * for the jitter of the network. Cognito takes 15 reads per second, of which one pool may have 5; it signs in far more.
 * Of CloudWatch Logs' calls FilterLogEvents is the one that counts; how many it takes depends on the Region.
 * Lambda takes 15 reads per second. Certificate Manager takes 10 DescribeCertificate. AppSync, CloudFormation and STS publish no figure; these are far below what they are known to take.
 */
const LIMITS: Record<Exclude<Metered, 'logs'>, Limits> = {
  acm: { rate: 5, burst: 10, inFlight: 5, polite: { rate: 2, reserve: 5 } },
  apigateway: { rate: 10, burst: 38, inFlight: 40, polite: { rate: 5, reserve: 19 } },
  // 5 in 2 seconds.
  'apigateway-resources': { rate: 2.5, burst: 4, inFlight: 4, polite: { rate: 2, reserve: 2 } },
  appsync: { rate: 10, burst: 20, inFlight: 10, polite: { rate: 5, reserve: 10 } },
  cloudformation: { rate: 2, burst: 2, inFlight: 1, polite: { rate: 1, reserve: 0 } },
  cognito: { rate: 5, burst: 10, inFlight: 5, polite: { rate: 2, reserve: 5 } },
  'cognito-identity': { rate: 10, burst: 20, inFlight: 10, polite: { rate: 5, reserve: 10 } },
  lambda: { rate: 10, burst: 14, inFlight: 10, polite: { rate: 5, reserve: 7 } },
  sts: { rate: 5, burst: 10, inFlight: 5, polite: { rate: 1, reserve: 0 } },
};

/** Where CloudWatch Logs takes more or fewer than ten FilterLogEvents a second (aws.md §1.5). */
const LOG_CALLS: Record<string, number> = {
  'us-east-1': 25,
  'ap-northeast-3': 5,
  'ap-southeast-3': 5,
  'ca-west-1': 5,
  'eu-central-1': 5,
  'il-central-1': 5,
};

/** How often CloudWatch Logs lets an account ask for events, per second. */
export function logCallsPerSecond(region: string): number {
  return LOG_CALLS[region] ?? 10;
}

function limitsOf(service: Metered, region: string): Limits {
  if (service !== 'logs') return LIMITS[service];
  const quota = logCallsPerSecond(region);
  return { rate: quota - 1, burst: quota, inFlight: quota, polite: { rate: 1, reserve: 2 } };
}

interface Buckets {
  byAccount: Map<string, TokenBucket>;
  /** Account ids by profile, as they are learned. */
  accountIds: Map<string, string>;
}

const buckets = processWide<Buckets>('buckets', () => ({ byAccount: new Map(), accountIds: new Map() }));

/** The one bucket of a service in an account and region: profiles of the same account share it as soon as the account is known. */
export function bucketFor(account: AccountRef, service: Metered): TokenBucket {
  const who = buckets.accountIds.get(account.profile ?? '') ?? `profile ${account.profile ?? ''}`;
  const key = `${service} ${account.region} ${who}`;
  const existing = buckets.byAccount.get(key);
  if (existing) return existing;
  const created = new TokenBucket(limitsOf(service, account.region));
  buckets.byAccount.set(key, created);
  return created;
}

/** Says that a profile belongs to an account. What the profile's own bucket has spent so far goes over to the account. `changed`: it belonged to another one before. */
export function learnAccount(account: AccountRef, accountId: string): { changed: boolean } {
  const profile = account.profile ?? '';
  const before = buckets.accountIds.get(profile);
  if (before === accountId) return { changed: false };
  for (const [key, bucket] of buckets.byAccount) {
    if (!key.endsWith(` profile ${profile}`)) continue;
    const shared = key.replace(` profile ${profile}`, ` ${accountId}`);
    if (!buckets.byAccount.has(shared)) buckets.byAccount.set(shared, bucket);
    buckets.byAccount.delete(key);
  }
  buckets.accountIds.set(profile, accountId);
  return { changed: before !== undefined };
}

/** AWS has throttled lately, and the calls of this account wait for it. */
export function isSlowed(account: AccountRef, services: Metered[] = ['apigateway', 'cloudformation']): boolean {
  return services.some((service) => bucketFor(account, service).slowed);
}
