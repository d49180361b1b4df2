import { readFile } from 'node:fs/promises';
import { expect, test } from './fixtures';
import { GraphiqlDesk } from './graphiql-desk';

// Monaco is large, and read anew by the browser of each test.
test.describe.configure({ timeout: 90_000 });

test('completes, hints and documents what the schema says, and gives it as a file', async ({ desk, page }) => {
  const graphiql = new GraphiqlDesk(desk);
  await graphiql.open('blog', 'POST /graphql');
  await graphiql.write('Operation', '');
  await page.keyboard.type('{ post');
  await expect(page.getByRole('option', { name: /^postBy/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await graphiql.pane.getByRole('button', { name: 'Docs' }).click();
  const docs = graphiql.pane.getByRole('complementary', { name: 'Docs' });
  await docs.getByRole('link', { name: 'Post', exact: true }).click();
  await expect(docs).toContainText('A piece of the blog.');
  await graphiql.schema.click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Download as SDL' }).click();
  const path = await (await download).path();
  expect(await readFile(path, 'utf8')).toContain('union SearchResult = Post | Author | Comment');
});

test('builds an operation by clicking, prettifies it, and merges its fragments', async ({ desk, page }) => {
  const graphiql = new GraphiqlDesk(desk);
  await graphiql.open('blog', 'POST /graphql');
  await graphiql.write('Operation', '{ authors { ...Who } } fragment Who on Author { name }');
  await expect(graphiql.pane.getByRole('button', { name: 'Query builder' })).toBeVisible();
  await graphiql.pane.getByRole('button', { name: 'Merge fragments' }).click();
  await expect(graphiql.operation).not.toContainText('fragment');
  await graphiql.write('Operation', 'query   Q{viewer{subject}}');
  await graphiql.pane.getByRole('button', { name: 'Prettify' }).click();
  await expect(graphiql.operation).toContainText('query Q {');
  await graphiql.pane.getByRole('button', { name: 'Query builder' }).click();
  const builder = graphiql.pane.getByRole('complementary', { name: 'Query builder' });
  await builder.getByText('long', { exact: true }).click();
  await expect(graphiql.operation).toContainText('long');
  await page.keyboard.press('Escape');
});

test('notices that the schema changed', async ({ desk, page, stage }) => {
  const graphiql = new GraphiqlDesk(desk);
  await graphiql.open('blog', 'POST /graphql');
  const notices = page.getByRole('region', { name: 'Notices' });
  const readAgain = async () => {
    await graphiql.schema.click();
    await page.getByRole('menuitem', { name: 'Read the schema again' }).click();
  };
  await readAgain();
  await expect(notices).toContainText('The schema has not changed.');
  const set = (edition: string) =>
    fetch(`${stage.sandbox}/_sandbox/functions/blog-graphql/environment`, {
      method: 'POST',
      body: JSON.stringify({ EDITION: edition }),
    });
  expect((await set('2')).ok).toBe(true);
  // Nobody asks for it: that the server knows less than the schema says is reason enough.
  await graphiql.write('Operation', '{ post(id: "post-1") { body } }');
  await graphiql.run();
  await expect(notices).toContainText('The schema has changed: 6 added, 1 removed.');
  await set('1');
});

test('goes on without a schema, and says why there is none', async ({ desk }) => {
  const graphiql = new GraphiqlDesk(desk);
  const cases: [route: string, words: string][] = [
    ['no-introspection', 'Introspection is switched off'],
    ['not-json', 'is no JSON'],
    ['unknown-type', 'unknown type: Lost'],
    ['proto-names', 'rules of GraphQL'],
  ];
  for (const [route, words] of cases) {
    await graphiql.open('graphql', `POST /${route}/graphql`);
    await expect(graphiql.schemaNote).toContainText(words);
    await graphiql.write('Operation', '{ __typename }');
    await expect(graphiql.operation).toContainText('__typename');
  }
});

test('nothing in a description runs or loads', async ({ desk, page }) => {
  const graphiql = new GraphiqlDesk(desk);
  await graphiql.open('graphql', 'POST /html-descriptions/graphql');
  await graphiql.pane.getByRole('button', { name: 'Docs' }).click();
  const docs = graphiql.pane.getByRole('complementary', { name: 'Docs' });
  await docs.getByRole('link', { name: 'Query', exact: true }).click();
  await expect(docs).toContainText('<script>');
  expect(await docs.locator('script, iframe, img, form, a[href^="javascript"]').count()).toBe(0);
  expect(await page.title()).not.toMatch(/unsafe|^1$/);
});

test('bears five thousand types', async ({ desk, page }) => {
  const graphiql = new GraphiqlDesk(desk);
  await graphiql.open('types-5000', 'POST /types-5000/graphql');
  await expect(graphiql.schema).toHaveAccessibleName(/5,206 types/);
  await graphiql.write('Operation', '');
  await page.keyboard.type('{ ');
  await expect(async () => {
    await page.keyboard.press('Control+Space');
    const found = page.getByRole('listbox', { name: 'Suggest' }).getByRole('option');
    await expect(found.first()).toBeVisible({ timeout: 3_000 });
  }).toPass();
});
