import { axeFaultsInBothThemes } from './axe';
import { expect, test } from './fixtures';
import { GraphiqlDesk } from './graphiql-desk';

// Monaco is large, and read anew by the browser of each test.
test.describe.configure({ timeout: 180_000 });

test('GraphiQL has no fault that axe can find: with its panes, a stream and an error', async ({ desk, page }) => {
  const graphiql = new GraphiqlDesk(desk);
  const button = (name: string) => graphiql.pane.getByRole('button', { name, exact: true });
  const faults = () => axeFaultsInBothThemes(page);
  await graphiql.open('blog', 'POST /graphql');
  await expect(graphiql.result).toContainText('Run the operation to see its answer here.');
  await button('Operations run before').click();
  await expect(graphiql.pane.getByRole('complementary')).toContainText('Run an operation, and it is listed here.');
  expect(await faults()).toEqual([]);

  await graphiql.write('Operation', '# Who\nquery Who { viewer { subject } nothing(first: 1, text: "some") }');
  await graphiql.run();
  await expect(graphiql.result.getByRole('list', { name: 'What went wrong' })).toBeVisible();
  await expect(graphiql.pane.getByRole('complementary').getByRole('listitem').filter({ hasText: 'Who' })).toBeVisible();
  expect(await faults()).toEqual([]);
  await button('Docs').click();
  await graphiql.pane.getByRole('complementary').getByRole('link', { name: 'Query', exact: true }).click();
  expect(await faults()).toEqual([]);

  await graphiql.write('Operation', 'subscription { counter(to: 2, everyMs: 0) }');
  await graphiql.run();
  await expect(graphiql.pane.getByRole('option').filter({ hasText: 'The API ended' })).toBeVisible();
  await button('Query builder').click();
  await expect(graphiql.pane.getByRole('combobox', { name: 'Sort of operation' })).toBeVisible();
  await expect(graphiql.pane.getByRole('textbox', { name: 'everyMs', exact: true })).toBeVisible();
  expect(await faults()).toEqual([]);
});
