import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { GraphiqlDesk } from './graphiql-desk';

// Monaco is large, and read anew by the browser of each test.
test.describe.configure({ timeout: 90_000 });

const button = (graphiql: GraphiqlDesk, name: string): Locator =>
  graphiql.pane.getByRole('button', { name, exact: true });

const events = (graphiql: GraphiqlDesk): Locator =>
  graphiql.pane.getByRole('region', { name: 'Stream' }).getByRole('listbox', { name: 'Events' });

const event = (graphiql: GraphiqlDesk, text: string): Locator =>
  events(graphiql).getByRole('option').filter({ hasText: text }).first();

async function over(graphiql: GraphiqlDesk, page: Page, way: string) {
  await graphiql.pane.getByRole('combobox', { name: 'Subscriptions over' }).click();
  await page.getByRole('option', { name: way, exact: true }).click();
}

for (const way of ['WebSocket', 'WebSocket, headers in connection_init too', 'Server-sent events']) {
  test(`runs a subscription to its end, and stops one that has none: ${way}`, async ({ desk, page, stage }) => {
    const graphiql = new GraphiqlDesk(desk);
    await graphiql.open('blog', 'POST /graphql');
    if (way !== 'WebSocket') await over(graphiql, page, way);
    await graphiql.write('Operation', 'subscription Count { counter(to: 3, everyMs: 0) }');
    await stage.forget();
    await graphiql.run();
    await graphiql.show('Stream');
    for (const number of [1, 2, 3]) await expect(event(graphiql, `{"data":{"counter":${number}}}`)).toBeVisible();
    await expect(event(graphiql, 'The API ended the subscription')).toBeVisible();
    await expect(button(graphiql, 'Run')).toBeVisible();
    const [sent] = await stage.sent();
    expect(sent?.method).toBe(way === 'Server-sent events' ? 'POST' : 'GET');

    await graphiql.write('Operation', 'subscription Endless { counter(to: 1000000, everyMs: 20) }');
    await graphiql.run();
    await graphiql.show('Result');
    // Values keep arriving: each is shown in the place of the one before.
    const shown = async () => Number(/"counter":\s*(\d+)/.exec(await graphiql.result.innerText())?.[1] ?? 0);
    await expect.poll(shown).toBeGreaterThan(0);
    const first = await shown();
    await expect.poll(shown).toBeGreaterThan(first);
    await button(graphiql, 'Stop').click();
    await expect(button(graphiql, 'Run')).toBeVisible();
    await graphiql.show('Stream');
    await expect(event(graphiql, 'Nothing more comes')).toBeVisible();
    await expect(graphiql.pane.getByRole('status', { name: 'Why it ended' })).toBeHidden();
  });
}

test('remembers for each route how its subscriptions are held', async ({ desk, page }) => {
  const graphiql = new GraphiqlDesk(desk);
  const choice = graphiql.pane.getByRole('combobox', { name: 'Subscriptions over' });
  await graphiql.open('blog', 'POST /graphql');
  await expect(choice).toHaveText('WebSocket');
  await over(graphiql, page, 'Server-sent events');
  await page.reload();
  await graphiql.ready();
  await expect(choice).toHaveText('Server-sent events');
});

test('says why a server takes no WebSocket, and offers the other way', async ({ desk }) => {
  const graphiql = new GraphiqlDesk(desk);
  await graphiql.open('sse-garbage', 'POST /sse-garbage/graphql');
  await graphiql.write('Operation', 'subscription { counter }');
  await graphiql.run();
  await graphiql.show('Stream');
  const why = graphiql.pane.getByRole('status', { name: 'Why it ended' });
  await expect(why).toContainText('The API answered');
  await why.getByRole('button', { name: 'Use server-sent events' }).click();
  await graphiql.run();
  // Garbage on the way is told of, and nothing of the rest is lost.
  for (const text of ['{"data":{"counter":1}}', 'surprise', '{"data":{"counter":2}}', 'The API ended']) {
    await expect(event(graphiql, text)).toBeVisible();
  }
  await expect(why).toBeHidden();
});

test('tells what a server refuses, and holds on to one that breaks', async ({ desk, stage }) => {
  const graphiql = new GraphiqlDesk(desk);
  await graphiql.open('blog', 'POST /graphql');
  await graphiql.write('Operation', 'subscription { failsAfter(count: 1, everyMs: 0) }');
  await graphiql.run();
  await graphiql.show('Stream');
  const why = graphiql.pane.getByRole('status', { name: 'Why it ended' });
  await expect(why).toContainText('It was to fail after 1.');

  const fault = (realtime: string | null) =>
    fetch(`${stage.sandbox}/_sandbox/faults`, { method: 'POST', body: JSON.stringify({ realtime }) });
  await fault('dies');
  await graphiql.write('Operation', 'subscription { counter(to: 2, everyMs: 0) }');
  await graphiql.run();
  await expect(event(graphiql, 'Opening again in')).toBeVisible();
  await fault(null);
  await expect(event(graphiql, '{"data":{"counter":2}}')).toBeVisible();
  await expect(button(graphiql, 'Run')).toBeVisible();
  await expect(why).toBeHidden();
});
