import { expect, test } from './fixtures';
import { GraphiqlDesk } from './graphiql-desk';

// Monaco is large, and read anew by the browser of each test.
test.describe.configure({ timeout: 90_000 });

test('runs a query with variables, a mutation, and tells what it took', async ({ desk, stage }) => {
  const graphiql = new GraphiqlDesk(desk);
  await graphiql.open('blog', 'POST /graphql');
  await graphiql.write('Variables', '{"id":"post-1"}');
  await graphiql.write('Operation', 'query Read($id: ID!) { post(id: $id) { id title } }');
  await graphiql.run();
  await expect(graphiql.result.getByRole('status')).toContainText('200 OK');
  await expect(graphiql.result).toContainText('"id": "post-1"');

  await graphiql.write('Variables', '{"comment":{"postId":"post-1","text":"Seen in GraphiQL"}}');
  await graphiql.write('Operation', 'mutation Say($comment: NewComment!) { addComment(comment: $comment) { text } }');
  await desk.page.keyboard.press('ControlOrMeta+Enter');
  await expect(graphiql.result).toContainText('"text": "Seen in GraphiQL"');

  await graphiql.show('Exchange');
  await desk.answerTab('Request');
  await expect(desk.answer).toContainText('application/graphql-response+json');
  const sent = await stage.sent();
  expect(sent.every(({ method, operation }) => method === 'POST' && operation === 'POST /graphql')).toBe(true);
});

test('sends the headers of the editor, and the identity that is chosen', async ({ desk, stage }) => {
  const graphiql = new GraphiqlDesk(desk);
  await graphiql.open('blog', 'POST /members/graphql JWT authorizer');
  await expect(graphiql.schemaNote).toContainText('401');
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'notes', scope: 'notes/read' });
  const issued = await fetch(`${stage.sandbox}/_issuer/token`, { method: 'POST', body: form });
  const { access_token: token } = (await issued.json()) as { access_token: string };
  await desk.pasteToken(token);
  await expect(graphiql.schema).toHaveAccessibleName(/types/);
  await graphiql.write('Headers', '{"x-trace":"abc-123"}');
  await graphiql.write('Operation', '{ viewer { subject scopes } }');
  await graphiql.run();
  await expect(graphiql.result).toContainText('"subject": "notes"');
  expect((await stage.sent()).at(-1)?.headers).toContainEqual(['x-trace', 'abc-123']);
});

test('says what went wrong and what to do', async ({ desk }) => {
  const graphiql = new GraphiqlDesk(desk);
  const words = graphiql.result.getByRole('list', { name: 'What went wrong' });
  await graphiql.open('blog', 'POST /graphql');
  await graphiql.write('Operation', '{ again: throws }');
  await graphiql.run();
  await expect(words).toContainText('The resolver of Query.throws failed');
  await graphiql.write('Operation', '{ nothing }');
  await graphiql.run();
  await expect(words).toContainText('does not fit the schema');
  await graphiql.write('Variables', '{"id":');
  await graphiql.run();
  await expect(graphiql.result).toContainText('Variables');
  await graphiql.write('Variables', '');
  await graphiql.open('graphql', 'POST /not-json/graphql');
  await graphiql.run();
  await expect(words).toContainText('is no JSON');
});

test('stops what runs', async ({ desk }) => {
  const graphiql = new GraphiqlDesk(desk);
  await graphiql.open('blog', 'POST /graphql');
  await graphiql.write('Operation', '{ slow(ms: 20000) }');
  await graphiql.run();
  await graphiql.pane.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(graphiql.pane.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
  await expect(graphiql.result).toContainText('You cancelled this request.');
});

test('runs the one of several operations that is picked', async ({ desk }) => {
  const graphiql = new GraphiqlDesk(desk);
  await graphiql.open('blog', 'POST /graphql');
  await graphiql.write('Operation', 'query One { first: __typename } query Two { second: __typename }');
  await graphiql.pane.getByRole('button', { name: 'Run which operation' }).click();
  await desk.page.getByRole('menuitem', { name: /^Two/ }).click();
  await expect(graphiql.result).toContainText('"second": "Query"');
});

test('opens any route by hand, asks it, and remembers the choice', async ({ desk, page }) => {
  const graphiql = new GraphiqlDesk(desk);
  await desk.choose('echo', 'ANY /echo');
  await desk.main.getByRole('button', { name: 'GraphQL', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Ask the route whether it speaks GraphQL' }).click();
  await expect(page.getByRole('region', { name: 'Notices' })).toContainText('not as a GraphQL server');
  await desk.main.getByRole('button', { name: 'GraphQL', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Open in GraphiQL' }).click();
  await graphiql.ready();
  await page.reload();
  await graphiql.ready();
  await desk.main.getByRole('button', { name: 'Open as a request' }).click();
  await expect(desk.sendButton).toBeVisible();
});
