import { expect, test } from './fixtures';
import { GraphiqlDesk } from './graphiql-desk';

// Monaco is large, and read anew by the browser of each test.
test.describe.configure({ timeout: 90_000 });

test('tabs survive going elsewhere and a reload, headers only the former', async ({ desk, page }) => {
  const graphiql = new GraphiqlDesk(desk);
  const tabs = graphiql.pane.getByRole('tablist', { name: 'Operations' });
  await graphiql.open('blog', 'POST /graphql');
  await graphiql.write('Operation', 'query First { __typename }');
  await graphiql.pane.getByRole('button', { name: 'New operation' }).click();
  await graphiql.write('Operation', 'query Second { authors { name } }');
  await graphiql.write('Variables', '{"kept":true}');
  await graphiql.write('Headers', '{"x-secret":"stays-in-the-page"}');
  await desk.choose('notes', 'GET /notes');
  await graphiql.open('blog', 'POST /graphql');
  await expect(tabs.getByRole('tab')).toHaveText(['First', 'Second']);
  await expect(graphiql.operation).toContainText('query Second');
  await graphiql.pane.getByRole('tab', { name: 'Headers', exact: true }).click();
  await expect(graphiql.pane.getByRole('region', { name: 'Headers editor' })).toContainText('stays-in-the-page');
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(stored).not.toContain('stays-in-the-page');

  await page.reload();
  await graphiql.ready();
  await expect(tabs.getByRole('tab')).toHaveText(['First', 'Second']);
  await expect(graphiql.operation).toContainText('query Second');
  await expect(graphiql.pane.getByRole('region', { name: 'Variables editor' })).toContainText('"kept"');
  await tabs.getByRole('tab', { name: 'First' }).click();
  await expect(graphiql.operation).toContainText('query First');
});

interface Held {
  models: number;
  editors: number;
  styles: number;
  marks: string;
  workers: number;
  listeners: number;
  heap: number;
}

test('opened and closed twenty times, it leaves nothing behind', async ({ desk, page }) => {
  test.setTimeout(120_000);
  const graphiql = new GraphiqlDesk(desk);
  await graphiql.open('blog', 'POST /graphql');
  const browser = await page.context().newCDPSession(page);
  await browser.send('Performance.enable');
  const held = async (): Promise<Held> => {
    await browser.send('HeapProfiler.collectGarbage');
    const { metrics } = await browser.send('Performance.getMetrics');
    const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0;
    const seen = await page.evaluate(() => {
      const { editor } = (globalThis as unknown as { __MONACO: typeof import('monaco-editor') }).__MONACO;
      const styles = document.querySelectorAll('style').length;
      return {
        models: editor.getModels().length,
        editors: editor.getEditors().length,
        styles,
        marks: document.body.className,
      };
    });
    const workers = page.workers().length;
    return { ...seen, workers, listeners: metric('JSEventListeners'), heap: metric('JSHeapUsedSize') };
  };
  const close = async () => {
    await desk.main.getByRole('button', { name: 'Open as a request' }).click();
    await expect(desk.sendButton).toBeVisible();
  };
  const openAgain = async () => {
    await desk.main.getByRole('button', { name: 'GraphQL', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Open in GraphiQL' }).click();
    await graphiql.ready();
  };
  const rounds = async (count: number) => {
    for (let round = 0; round < count; round += 1) {
      await openAgain();
      await close();
    }
  };
  await close();
  await rounds(4);
  const before = await held();
  expect(before).toMatchObject({ models: 0, editors: 0, marks: '' });
  await rounds(16);
  const after = await held();
  expect(after).toMatchObject({ models: 0, editors: 0, marks: '', styles: before.styles });
  // The viewer's, and Monaco's own that end by themselves when they were idle for a while.
  expect(after.workers).toBeLessThanOrEqual(4);
  expect(after.listeners).toBeLessThanOrEqual(before.listeners + 20);
  expect(after.heap).toBeLessThan(before.heap * 1.25);
});
