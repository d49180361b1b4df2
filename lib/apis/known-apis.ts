import 'server-only';
import type { AccountRef } from '@/lib/core/account';
import type { ApiRef, ApiSummary, Owner, Target } from '@/lib/core/api';
import { AppError } from '@/lib/core/error';
import { accountKey, apiKey } from '@/lib/core/keys';
import { processWide } from '@/lib/core/process-wide';

/** The route list of one API and when it was read. */
export interface KnownTargets {
  targets: Target[];
  readAt: number;
}

/** What is known of one account and region, so that a second look costs nothing. */
export interface KnownAccount {
  /** By `apiKey`. */
  apis: Map<string, ApiSummary>;
  targets: Map<string, KnownTargets>;
  /** Owners that CloudFormation was asked for, the answer "none" included: they do not change. */
  owners: Map<string, Owner>;
  /** When the list of APIs was last read whole; null for never. */
  listedAt: number | null;
}

const accounts = processWide('known-apis', () => new Map<string, KnownAccount>());

export function knownAccount(account: AccountRef): KnownAccount {
  const key = accountKey(account);
  const existing = accounts.get(key);
  if (existing) return existing;
  const created: KnownAccount = { apis: new Map(), targets: new Map(), owners: new Map(), listedAt: null };
  accounts.set(key, created);
  return created;
}

/** The profile stands for another account now. */
export function forgetAccount(account: AccountRef): void {
  const known = knownAccount(account);
  for (const map of [known.apis, known.targets, known.owners]) map.clear();
  known.listedAt = null;
}

export function knownApi(api: ApiRef): ApiSummary | undefined {
  return knownAccount(api.account).apis.get(apiKey(api));
}

/** One API: what is known of it, else what AWS says, which then is known: else every request to it would ask AWS again. Throws not-found where AWS no longer has it. */
export async function knownOr(api: ApiRef, read: () => Promise<ApiSummary>): Promise<ApiSummary> {
  const known = knownApi(api);
  if (known) return known;
  const summary = await orGone(api, read());
  knownAccount(api.account).apis.set(apiKey(api), summary);
  return summary;
}

/** Asks AWS about an API that the person believes to exist. Where AWS no longer has it, it is dropped here and said as such. */
export async function orGone<T>(api: ApiRef, asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    // With a profile in its detail it is the profile that was not found.
    if (!(error instanceof AppError) || error.code !== 'not-found' || error.detail?.profile) throw error;
    const known = knownAccount(api.account);
    for (const map of [known.apis, known.targets, known.owners]) map.delete(apiKey(api));
    const { profile, region } = api.account;
    const where = profile ? `profile "${profile}" in ${region}` : region;
    throw new AppError('not-found', `This API no longer exists in ${where}.`, { cause: error });
  }
}
