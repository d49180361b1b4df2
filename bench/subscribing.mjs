import { allShown, awaitShown } from './stream-pane.mjs';
import { GRAPHQL_API_ID, REGION } from './target-account.mjs';
import { GRAPHQL_REALTIME_PATH } from './target-graphql.mjs';

/** The console's GraphiQL at the lean target's AppSync API. */
export async function openGraphiql(page, origin) {
  const params = new URLSearchParams({ region: REGION, route: 'POST /graphql' });
  await page.goto(`${origin}/appsync/${GRAPHQL_API_ID}?${params}`);
  await editorOf(page).locator('.view-lines').waitFor({ timeout: 60_000 });
}

/** Writes a subscription and shows the pane of its stream, ready to be run. */
export async function writeSubscription(page, query) {
  await editorOf(page).locator('.view-lines').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(query);
  await page
    .getByRole('group', { name: 'What came back' })
    .getByRole('button', { name: /^Stream/ })
    .click();
}

/** Runs what stands in the editor; the key is the beginning of what is measured. */
export async function runIt(page) {
  await editorOf(page).locator('.view-lines').click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Enter');
}

/** Ends the subscription that is shown and forgets what it brought, so that the next one is a first one. */
export async function forgetIt(page) {
  const stream = paneOf(page);
  const stop = stream.getByRole('button', { name: 'Stop the subscription' });
  if (await stop.isVisible()) await stop.click();
  await stream.getByRole('button', { name: 'Forget the subscription' }).click();
}

function editorOf(page) {
  return page.getByRole('region', { name: 'Operation editor' });
}

/** An address at which a page speaks AppSync's realtime protocol with the lean target itself. */
export function realtimeUrl(target) {
  return `${target.origin.replace('http', 'ws')}${GRAPHQL_REALTIME_PATH}`;
}

/**
 * Put into a bare page: `subscribe(url, query, take)` opens one subscription and gives each event's text to `take`; it
 * resolves, once it is acknowledged, with a function that ends it.
 */
export function bareSubscriber() {
  globalThis.subscribe = (url, query, take) =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(url, ['graphql-ws']);
      socket.onopen = () => socket.send(JSON.stringify({ type: 'connection_init' }));
      socket.onerror = () => reject(new Error('The bare page reaches no target.'));
      socket.onmessage = ({ data }) => {
        const message = JSON.parse(data);
        if (message.type === 'data') take(message.payload);
        else if (message.type === 'connection_ack') {
          socket.send(JSON.stringify({ id: '1', type: 'start', payload: { data: JSON.stringify({ query }) } }));
        } else if (message.type === 'start_ack') resolve(() => socket.close());
      };
    });
}

/** Around the events the list tells how the line opened: asked, open, started. */
const AROUND = 3;
const PANE = 'section[aria-label="Stream"]';

/** Runs what stands in the editor: from the key until so many events are counted in the list and painted, in milliseconds. */
export async function runUntilShown(page, events) {
  await awaitShown(page, { pane: PANE, more: events + AROUND, key: 'Enter' });
  await runIt(page);
  return allShown(page);
}

export function paneOf(page) {
  return page.locator(PANE);
}
