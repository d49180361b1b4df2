import { watchNoNetwork } from './browser.mjs';
import { allShown, awaitShown } from './stream-pane.mjs';
import { REGION, SOCKET_API_ID } from './target-account.mjs';

export const PANE = 'section[aria-label^="Session "]';

/** The console's desk at the lean target's WebSocket API, with one session open. */
export async function openSocketDesk(page, origin) {
  const params = new URLSearchParams({ region: REGION, stage: 'live', route: '$default' });
  await page.goto(`${origin}/websocket/${SOCKET_API_ID}?${params}`);
  await page.getByRole('main').getByRole('button', { name: 'Connect', exact: true }).first().click();
  await paneOf(page).getByRole('status').filter({ hasText: 'Open' }).first().waitFor();
  await watchNoNetwork(page);
}

export function paneOf(page) {
  return page.locator(PANE);
}

/** Writes what asks for a flood, so that what is left is the click. */
export async function writeFlood(page, { messages, bytes }) {
  await page.getByRole('textbox', { name: 'Message, as JSON' }).click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(`{"flood":${messages},"bytes":${bytes}}`);
}

/** From the click on Send until all messages are counted in the list and painted, in milliseconds. What was there before goes. */
export async function floodShown(page, messages) {
  await paneOf(page).getByRole('button', { name: 'Clear messages' }).click();
  return floodOnTop(page, messages);
}

/** The same with what is there left. */
export async function floodOnTop(page, messages) {
  await awaitShown(page, { pane: PANE, more: messages + OWN });
  await page.getByRole('form', { name: 'Message' }).getByRole('button', { name: 'Send', exact: true }).click();
  return allShown(page);
}

/** The message that asks for it stands in the list too. */
const OWN = 1;
