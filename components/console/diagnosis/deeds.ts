import { PICKER } from '@/components/identity/identity-dialog';
import type { Action } from '@/lib/diagnosis/cause';
import type { Deed } from './why';

/** Opens the list of identities beside Send. */
export const CHOOSE_IDENTITY: Deed = {
  label: 'Choose an identity',
  run: () => {
    const button = document.querySelector(`[${PICKER}]`);
    if (!(button instanceof HTMLElement)) return;
    button.scrollIntoView({ block: 'nearest' });
    button.focus();
    button.click();
  },
};

export type RequestTabName = Extract<Action, { do: 'request-tab' }>['tab'];

const TABS: Record<RequestTabName, string> = {
  params: 'Params',
  headers: 'Headers',
  body: 'Body',
  auth: 'Auth',
  settings: 'Settings',
};

/** `Open Auth`. */
export function tabLabel(tab: RequestTabName): string {
  return `Open ${TABS[tab]}`;
}
