import { expect, type Locator, type Page } from '@playwright/test';
import type { Desk } from './desk';

/** GraphiQL as a person has it in front of them. */
export class GraphiqlDesk {
  readonly desk: Desk;
  readonly page: Page;
  readonly pane: Locator;
  readonly operation: Locator;
  readonly result: Locator;
  readonly schema: Locator;
  readonly schemaNote: Locator;

  constructor(desk: Desk) {
    this.desk = desk;
    this.page = desk.page;
    this.pane = desk.main.getByRole('region', { name: 'GraphiQL', exact: true });
    this.operation = this.pane.getByRole('region', { name: 'Operation editor' });
    this.result = this.pane.getByRole('region', { name: 'Result', exact: true });
    this.schema = this.pane.getByRole('button', { name: /^Schema: / });
    this.schemaNote = this.pane.getByRole('status', { name: 'Schema' });
  }

  /** Chooses a route in the tree and waits for the editor. */
  async open(filter: string, route: string) {
    if (this.page.url() === 'about:blank') await this.desk.open();
    await this.desk.search.fill(filter);
    await this.desk.tree.getByRole('treeitem', { name: route, exact: true }).first().click();
    await this.ready();
  }

  async ready() {
    // Monaco is large, and read anew by each browser of a test.
    await expect(this.operation.getByRole('code')).toBeVisible({ timeout: 45_000 });
    await expect(this.schema).not.toHaveAccessibleName(/Reading/, { timeout: 45_000 });
  }

  async write(editor: 'Operation' | 'Variables' | 'Headers', text: string) {
    if (editor !== 'Operation') await this.pane.getByRole('tab', { name: editor, exact: true }).click();
    await this.pane
      .getByRole('region', { name: `${editor} editor` })
      .getByRole('code')
      .click();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.press('Delete');
    await this.page.keyboard.insertText(text);
  }

  async run() {
    await this.pane.getByRole('button', { name: 'Run', exact: true }).click();
  }

  async show(what: 'Result' | 'Stream' | 'Exchange') {
    await this.pane.getByRole('group', { name: 'What came back' }).getByRole('button', { name: what }).click();
  }
}
