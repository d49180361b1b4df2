import { expect, type Locator, type Page } from '@playwright/test';

/** The console as a person has it in front of them: found by role and label only. */
export class Desk {
  readonly page: Page;
  readonly tree: Locator;
  readonly search: Locator;
  readonly main: Locator;
  readonly answer: Locator;
  /** "200 OK 14 ms, 440 B" */
  readonly status: Locator;
  readonly body: Locator;
  /** Why the shown call failed, above its answer. */
  readonly why: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tree = page.getByRole('tree', { name: 'APIs of this account' });
    this.search = page.getByRole('searchbox', { name: 'Search routes' });
    this.main = page.getByRole('main');
    this.answer = page.getByRole('region', { name: 'Answer', exact: true });
    this.status = this.answer.getByRole('status').first();
    this.body = this.answer.getByRole('tabpanel', { name: 'Body' });
    this.why = this.answer.getByRole('region', { name: 'Why it failed' });
  }

  /** Opens the console and waits until the whole account is listed. */
  async open(path = '/') {
    await this.page.goto(path);
    await expect(this.tree).toBeVisible();
  }

  /** Types into the filter and chooses a route of what is left: `choose('notes', 'GET /notes')`. */
  async choose(filter: string, route: string) {
    if (this.page.url() === 'about:blank') await this.open();
    await this.search.fill(filter);
    const line = this.tree.getByRole('treeitem', { name: route, exact: true });
    await line.click();
    // Until then another route may be on screen, whose Send is as good to look at.
    await expect(line).toHaveAttribute('aria-selected', 'true');
    await expect(this.main.getByRole('button', { name: /^(Send|Cancel)$/ })).toBeVisible();
  }

  get sendButton(): Locator {
    return this.main.getByRole('button', { name: 'Send', exact: true });
  }

  async send() {
    await this.sendButton.click();
  }

  /** A tab of the request: Params, Headers, Body, Auth, CORS, Settings. */
  async tab(name: string) {
    await this.main.getByRole('tablist', { name: 'Request' }).getByRole('tab', { name }).click();
  }

  async answerTab(name: string) {
    await this.answer.getByRole('tablist', { name: 'Answer' }).getByRole('tab', { name }).click();
  }

  /** Fills the next free row of "Query parameter", "Header" or "Form field". */
  async row(what: string, number: number, [name, value]: [string, string]) {
    await this.main.getByLabel(`${what} ${number} name`, { exact: true }).fill(name);
    await this.main.getByLabel(`${what} ${number} value`, { exact: true }).fill(value);
  }

  async bodyKind(kind: string) {
    await this.tab('Body');
    await this.main.getByRole('group', { name: 'Kind of body' }).getByText(kind, { exact: true }).click();
  }

  async type(editor: string, text: string) {
    const field = this.main.getByRole('textbox', { name: editor });
    await field.click();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(text);
  }

  /** Chooses as whom requests go: by name, or something to do such as "Sign in…". */
  async as(name: string) {
    await this.main.getByRole('button', { name: /^Identity: / }).click();
    const menu = this.page.getByRole('menu', { name: 'Identity' });
    const choice = menu.getByRole('menuitemradio', { name: startsWith(name) });
    await choice.or(menu.getByRole('menuitem', { name, exact: true })).click();
  }

  /** Opens the window to sign in from the list of identities. */
  async signInWindow(): Promise<Locator> {
    await this.as('Sign in…');
    const window = this.page.getByRole('dialog', { name: /^Sign in/ });
    await expect(window).toBeVisible();
    return window;
  }

  /** Fills in user name and password and goes on; what comes then is the pool's to say. */
  async givePassword(window: Locator, username: string, password: string) {
    await window.getByRole('textbox', { name: 'User name' }).fill(username);
    await window.getByRole('textbox', { name: 'Password' }).fill(password);
    await window.getByRole('button', { name: 'Sign in', exact: true }).click();
  }

  async pasteToken(token: string) {
    await this.as('Paste a token…');
    const window = this.page.getByRole('dialog', { name: 'Paste a token' });
    await window.getByRole('textbox', { name: 'Token' }).fill(token);
    await window.getByRole('button', { name: 'Use the token' }).click();
    await expect(window).toBeHidden();
  }

  /** Chooses in a list of the request line: Method or Stage. */
  async pick(list: string, option: string) {
    await this.main.getByRole('combobox', { name: list }).click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  /** Fills the path parameter of this name. */
  async parameter(name: string, value: string) {
    await this.main.getByRole('textbox', { name, exact: true }).fill(value);
  }

  async profile(name: string) {
    await this.page.getByRole('combobox', { name: 'Profile' }).selectOption(name);
  }

  async region(name: string) {
    await this.page.getByRole('combobox', { name: 'Region' }).selectOption(name);
  }

  /** The id of the API that is open, from the address. */
  get apiId(): string {
    return new URL(this.page.url()).pathname.split('/')[2] ?? '';
  }
}

/** Names in the list of identities go on with who that is and how long it is good. */
function startsWith(name: string): RegExp {
  return new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}( |$)`);
}
