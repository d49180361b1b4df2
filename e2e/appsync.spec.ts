import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { OIDC_CLIENTS } from '@/sandbox/oidc/accounts';
import type { Desk } from './desk';
import { expect, type Stage, test } from './fixtures';
import { GraphiqlDesk } from './graphiql-desk';

// Monaco is large, and read anew by the browser of each test.
test.describe.configure({ timeout: 120_000 });

/** As they stand in the tree: each has one endpoint, and all are called alike. */
const OF_THE_STACK = ['notes-archive', 'notes-graph', 'notes-inside', 'notes-whole'];

/** GraphiQL at an AppSync API. */
class AppSyncDesk extends GraphiqlDesk {
  readonly words = this.result.getByRole('list', { name: 'What went wrong' });
  readonly tabs = this.pane.getByRole('tablist', { name: 'Operations' });
  readonly events = this.pane.getByRole('region', { name: 'Stream' }).getByRole('listbox', { name: 'Events' });

  /** Opens the one endpoint of an API of the stack notes-graph. */
  async openApi(name: string) {
    await this.desk.open();
    await this.desk.search.fill('notes-graph');
    const apis = this.desk.tree.getByRole('treeitem', { level: 2 });
    await expect(apis).toHaveText(OF_THE_STACK.map((one) => new RegExp(`^${one}`)));
    // Until its routes are read, another line stands below each API.
    const endpoints = this.desk.tree.getByRole('treeitem', { level: 3, name: 'POST /graphql', exact: true });
    await expect(endpoints).toHaveCount(OF_THE_STACK.length);
    await endpoints.nth(OF_THE_STACK.indexOf(name)).click();
    await this.ready();
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText(name);
  }

  async mode(label: string) {
    await this.desk.pick('Authorization mode', label);
  }

  event(text: string): Locator {
    return this.events.getByRole('option').filter({ hasText: text }).first();
  }

  async ask(operation: string) {
    await this.write('Operation', operation);
    await this.run();
  }

  /** Runs an operation in a tab of its own and goes back to the first. */
  async askBeside(operation: string, answer: string) {
    await this.pane.getByRole('button', { name: 'New operation' }).click();
    await this.ask(operation);
    await expect(this.result).toContainText(answer);
    await this.pane.getByRole('button', { name: 'Close this operation' }).click();
  }

  async follow(subscription: string) {
    await this.ask(subscription);
    await this.show('Stream');
    await expect(this.event('The API accepted the subscription')).toBeVisible();
  }

  async stop() {
    await this.pane.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(this.event('Nothing more comes')).toBeVisible();
    await expect(this.pane.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
  }
}

interface Mode {
  label: string;
  /** Fields that this mode opens, and what the answer holds. */
  asks: string;
  tells: string;
  enter: (desk: Desk) => Promise<void>;
}

const MODES: Mode[] = [
  { label: 'API key', asks: 'publicNotes { text }', tells: '"mode": "API key"', enter: async () => {} },
  { label: 'IAM', asks: 'auditTrail { what }', tells: '"mode": "IAM"', enter: async () => {} },
  {
    label: 'Cognito user pool',
    asks: 'drafts { text } editorial { text }',
    tells: '"name": "alice"',
    enter: async (desk) => {
      const window = await desk.signInWindow();
      await desk.givePassword(window, 'alice', 'Wonder1and');
      await expect(window).toBeHidden();
    },
  },
  {
    label: 'OpenID Connect',
    asks: 'partnerNotes { text }',
    tells: '"mode": "OpenID Connect"',
    enter: async (desk) => {
      const window = await desk.signInWindow();
      await window.getByText('As the program itself').click();
      await window.getByRole('textbox', { name: 'Client id' }).fill(OIDC_CLIENTS.program.id);
      await window.getByRole('textbox', { name: 'Client secret' }).fill(OIDC_CLIENTS.program.secret);
      await window.getByRole('textbox', { name: 'Audience' }).fill('notes');
      await window.getByRole('button', { name: 'Get a token' }).click();
      await expect(window).toBeHidden();
    },
  },
  {
    label: 'Lambda authorizer',
    asks: 'guestNotes { text }',
    tells: '"name": "a guest"',
    enter: async (desk) => {
      await desk.main.getByRole('tab', { name: 'Auth', exact: true }).click();
      await desk.main.getByLabel('Header Authorization').fill('let-me-in');
    },
  },
];

const fault = (stage: Stage, realtime: string | null) =>
  fetch(`${stage.sandbox}/_sandbox/faults`, { method: 'POST', body: JSON.stringify({ realtime }) });

test('queries, changes and follows under each of the five modes', async ({ desk }) => {
  test.setTimeout(240_000);
  const graph = new AppSyncDesk(desk);
  await graph.openApi('notes-graph');
  for (const { label, asks, tells, enter } of MODES) {
    await test.step(label, async () => {
      await graph.mode(label);
      await enter(desk);
      await graph.ask(`{ whoAmI { mode name } ${asks} }`);
      await expect(graph.result).toContainText(tells);
      await expect(graph.words).toBeHidden();
      await graph.follow('subscription Added { noteAdded { id text } }');
      await graph.askBeside(`mutation { addNote(text: "From ${label}") { id text } }`, `"text": "From ${label}"`);
      await graph.show('Stream');
      await expect(graph.event(`From ${label}`)).toBeVisible();
      await graph.stop();
    });
  }
});

test('says which mode opens a refused field, and runs it there in one click', async ({ desk }) => {
  const graph = new AppSyncDesk(desk);
  await graph.openApi('notes-graph');
  await graph.ask('{ auditTrail { what } }');
  await expect(graph.words).toContainText('Query.auditTrail is not open to this caller; it is open to IAM.');
  await graph.words.getByRole('button', { name: 'Run with IAM' }).click();
  await expect(graph.result).toContainText('"auditTrail": [');
  await expect(graph.words).toBeHidden();
  await expect(desk.main.getByRole('combobox', { name: 'Authorization mode' })).toHaveText('IAM');

  await graph.ask('{ trouble(sort: REFUSED) { text } }');
  await expect(graph.words).toContainText(
    'The resolver of Query.trouble failed (Notes:Locked): Ada has locked the note.',
  );
  await expect(graph.words).toContainText(/Behind it stands the data source Notes \(.*notes-graph-notes/);
  await graph.ask('{ trouble(sort: MISSING) { id } }');
  await expect(graph.words).toContainText('Note.id');
});

test('takes the schema from the control plane where introspection is off', async ({ desk, page }) => {
  const graph = new AppSyncDesk(desk);
  await graph.openApi('notes-archive');
  await expect(graph.schemaNote).toContainText('The schema comes from AWS’s control plane.');
  expect(await sdlOf(graph, page)).toContain('type ArchivedNote');
  await graph.ask('{ volumes { notes { volume { year } } } }');
  await expect(graph.words).toContainText('nested deeper');
});

async function sdlOf(graph: AppSyncDesk, page: Page): Promise<string> {
  await graph.schema.click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Download as SDL' }).click();
  return readFile(await (await download).path(), 'utf8');
}

test('a line that dies comes back by itself, and garbage on it takes nothing away', async ({ desk, stage }) => {
  const graph = new AppSyncDesk(desk);
  await graph.openApi('notes-graph');
  const add = (text: string) =>
    graph.askBeside(`mutation { addNote(text: "${text}") { id text } }`, `"text": "${text}"`);
  try {
    await fault(stage, 'dies');
    await graph.follow('subscription { noteAdded { text } }');
    await add('Before');
    await graph.show('Stream');
    await expect(graph.event('"Before"')).toBeVisible();
    await add('The one that kills');
    await graph.show('Stream');
    await expect(graph.event('Opening again in')).toBeVisible();
    await fault(stage, 'garbage');
    await expect(graph.events.getByRole('option', { name: /accepted the subscription/ })).toHaveCount(2);
    await add('After');
    await graph.show('Stream');
    await expect(graph.event('"After"')).toBeVisible();
    await graph.stop();
    await graph.pane.getByText('Why an event may be missing, or have nulls').click();
    await expect(graph.pane.getByText('a field that the mutation leaves out comes as null')).toBeVisible();
  } finally {
    await fault(stage, null);
  }
});
