import type { Exchange } from '@/components/console/exchange/exchange';
import type { ApiRef } from '@/lib/core/api';
import type { Action, Cause } from '@/lib/diagnosis/cause';
import type { Failed } from '@/lib/diagnosis/exchange';
import type { Seeker } from '@/lib/diagnosis/findings';

/** What a console knows of an API, so that a failed call of it can be explained. */
export interface Why {
  api: ApiRef;
  /** The rules of the kind over what is known of the API. */
  rules: (failed: Failed, seeker: Seeker) => Cause[];
  /** What the console does for an action; null where it cannot do it here. */
  deed: (action: Action, exchange: Exchange) => Deed | null;
}

/** A step that one click takes. */
export interface Deed {
  label: string;
  run: () => void;
}
