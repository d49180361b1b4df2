import type { AccountRef } from './account';

// Apart from the schemas, so that the browser's first load does not carry zod.

/** The key under which everything of one account and region is cached. */
export function accountKey(account: AccountRef): string {
  return `${account.profile ?? ''}@${account.region}`;
}

/** The key of an API within one account and region. */
export function apiKey(api: { kind: string; id: string }): string {
  return `${api.kind}/${api.id}`;
}
