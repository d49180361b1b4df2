import { expect, type Locator } from '@playwright/test';
import type { Desk } from './desk';

/** The desk of a WebSocket API, as a person has it in front of them. */
export class Sessions {
  readonly desk: Desk;
  readonly composer: Locator;
  readonly editor: Locator;

  constructor(desk: Desk) {
    this.desk = desk;
    this.composer = desk.main.getByRole('form', { name: 'Message' });
    this.editor = this.composer.getByRole('textbox', { name: 'Message, as JSON' });
  }

  /** Opens a route of an API of the demo: `open('chat-iam', 'whoami')`. */
  async open(api: string, route: string) {
    await this.desk.open();
    await this.desk.search.fill(`${api} ${route}`);
    const group = this.desk.tree.getByRole('treeitem', { name: new RegExp(`(^|\\s)${api}\\b.*WebSocket`) });
    await expect(group.first()).toBeVisible();
    await this.desk.tree
      .getByRole('treeitem', { name: new RegExp(`^\\w+ ${route.replace('$', '\\$')}( |$)`) })
      .first()
      .click();
    await expect(this.desk.main.getByRole('tablist', { name: 'Session' })).toBeVisible();
  }

  async tab(name: string) {
    await this.desk.main.getByRole('tab', { name, exact: true }).click();
  }

  async connect() {
    await this.desk.main.getByRole('button', { name: 'Connect', exact: true }).click();
  }

  /** A session by its number. */
  session(number: number): Session {
    return new Session(this.desk.main.getByRole('region', { name: new RegExp(`^Session ${number} · `) }));
  }

  /** Connects and waits until the session with that number is open. */
  async opened(number: number): Promise<Session> {
    await this.connect();
    const session = this.session(number);
    await expect(session.standing).toHaveText('Open');
    return session;
  }

  async named(name: string) {
    await this.tab('Connecting');
    await this.desk.main.getByRole('textbox', { name: 'Name of the session' }).fill(name);
  }

  async type(text: string) {
    await this.tab('Message');
    await this.editor.click();
    await this.desk.page.keyboard.press('ControlOrMeta+a');
    await this.desk.page.keyboard.insertText(text);
  }

  async say(text: string) {
    await this.type(text);
    await this.composer.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(this.composer.getByRole('status')).toContainText('Sent');
  }

  async sendAs(whom: string | RegExp) {
    const choice = this.composer.getByRole('combobox', { name: 'Send as' });
    const option = choice.getByRole('option', { name: whom });
    await choice.selectOption((await option.getAttribute('value')) ?? '');
  }
}

/** One session: where it stands and what was said on it. */
export class Session {
  readonly region: Locator;
  readonly standing: Locator;
  readonly messages: Locator;
  readonly refusal: Locator;

  constructor(region: Locator) {
    this.region = region;
    this.standing = region.getByRole('status').first();
    this.messages = region.getByRole('listbox', { name: 'Messages' });
    this.refusal = region.getByRole('region', { name: 'Why it was refused' });
  }

  row(text: string | RegExp): Locator {
    return this.messages.getByRole('option').filter({ hasText: text });
  }

  received(text: string | RegExp): Locator {
    return this.row(text).filter({ has: this.region.page().getByLabel('Received') });
  }

  async end(how: 'Disconnect' | 'Cut the line' | 'Close with a code…') {
    await this.region.getByRole('button', { name: 'End the session' }).click();
    await this.region
      .page()
      .getByRole('menuitem', { name: new RegExp(`^${how}`) })
      .click();
  }
}
