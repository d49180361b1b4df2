import { expect, test } from './fixtures';
import { Sessions } from './websocket-desk';

test('which API answers at which address is found, and a request goes through a custom domain', async ({
  desk,
  stage,
}) => {
  const { main, page } = desk;
  await desk.open('/domains');
  const api = main.getByRole('article', { name: 'api.acme.localhost' });
  await expect(api.getByRole('row', { name: /shop\/archive/ })).toContainText(
    'Leads nowhere. The API has no stage archive.',
  );
  await expect(api.getByText(/^Good for/)).toBeVisible();
  const chat = main.getByRole('article', { name: 'chat.acme.localhost' });
  await expect(chat.getByText(/^Expires in 1[12] days/)).toBeVisible();
  await expect(main.getByRole('article', { name: 'partners.acme.localhost' }).getByText('Mutual TLS')).toBeVisible();

  await main.getByRole('textbox', { name: 'Which API answers at' }).fill('api.acme.localhost/notes/next/notes');
  await expect(main.getByText('notes, stage v2, which sees /notes')).toBeVisible();
  await main.getByRole('status').getByRole('link', { name: 'notes' }).click();
  const stages = main.getByRole('region', { name: 'Stages' });
  await expect(stages.getByText('https://api.acme.localhost/notes/next')).toBeVisible();

  await desk.choose('whoami', 'GET /whoami IAM');
  await main.getByRole('button', { name: /^Address: / }).click();
  await page.getByRole('menuitem', { name: 'api.acme.localhost/notes/next' }).click();
  await expect(main.getByRole('region', { name: 'Full URL' })).toContainText(
    /api\.acme\.localhost:\d+\/notes\/next\/whoami/,
  );
  await stage.forget();
  await desk.send();
  // Signed for the host and the path that were asked, or the sandbox would refuse it.
  await expect(desk.status).toContainText('200');
  const [request] = await stage.sent();
  expect(request).toMatchObject({ path: '/notes/next/whoami', operation: 'GET /whoami', status: 200 });
  expect(request?.headers.find(([name]) => name.toLowerCase() === 'host')?.[1]).toMatch(/^api\.acme\.localhost:\d+$/);
});

test('a session and an operation go through custom domains', async ({ desk }) => {
  const { main, page } = desk;
  const through = async (name: string) => {
    await main.getByRole('button', { name: /^Address: / }).click();
    await page.getByRole('menuitem', { name }).click();
    await expect(main.getByRole('button', { name: `Address: ${name}` })).toBeVisible();
  };
  const sessions = new Sessions(desk);
  await sessions.open('chat', '$connect');
  await through('chat.acme.localhost');
  await expect(main.getByRole('region', { name: 'Address', exact: true })).toHaveText(
    /^ws:\/\/chat\.acme\.localhost:\d+$/,
  );
  await sessions.opened(1);

  await desk.open('/domains');
  await main.getByRole('table', { name: 'Mappings of graph.notes.example.com' }).getByRole('link').click();
  await desk.tree.getByRole('treeitem', { name: 'POST /graphql', exact: true }).first().click();
  await through('graph.notes.example.com');
  await main.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(main.getByText('"Query"')).toBeVisible();
});
