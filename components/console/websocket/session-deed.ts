import { CHOOSE_IDENTITY } from '@/components/console/diagnosis/deeds';
import type { Deed } from '@/components/console/diagnosis/why';
import type { Action } from '@/lib/diagnosis/cause';

/** What the desk of sessions can do about a refusal. Logs are looked into by a button of their own. */
export function sessionDeed(action: Action): Deed | null {
  return action.do === 'identity' ? CHOOSE_IDENTITY : null;
}
