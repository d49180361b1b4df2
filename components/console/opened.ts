import type { AccountRef } from '@/lib/core/account';

/** What the console of every kind gets: the API as it was read last, and the way to read it again. */
export interface OpenedProps<D> {
  api: { kind: string; id: string; account: AccountRef };
  detail: D;
  refreshing: boolean;
  onRefresh: () => void;
}
