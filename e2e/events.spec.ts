import type { Locator, Page } from '@playwright/test';
import type { Desk } from './desk';
import { expect, test } from './fixtures';

/** The desk of one channel namespace, as a person has it in front of them. */
class Channels {
  readonly page: Page;
  readonly desk: Desk;
  readonly messages: Locator;
  readonly line: Locator;
  readonly follow: Locator;
  readonly publishForm: Locator;

  constructor(desk: Desk) {
    this.desk = desk;
    this.page = desk.page;
    this.line = desk.main.getByRole('region', { name: 'Line', exact: true });
    this.messages = this.line.getByRole('listbox', { name: 'Messages' });
    this.follow = desk.main.getByRole('form', { name: 'Follow' });
    this.publishForm = desk.main.getByRole('form', { name: 'Publish' });
  }

  async open(namespace: string) {
    await this.desk.open();
    await this.desk.search.fill(`notes-live ${namespace}`);
    await this.desk.tree.getByRole('treeitem', { name: `CHANNEL /${namespace}/*` }).click();
    await expect(this.follow).toBeVisible();
  }

  async connect() {
    await this.desk.main.getByRole('button', { name: 'Connect' }).first().click();
    await expect(this.line.getByRole('status')).toHaveText('Open');
  }

  async subscribe(channel: string) {
    await this.follow.getByRole('textbox').fill(channel);
    await this.follow.getByRole('button', { name: 'Subscribe' }).click();
  }

  async publish(channel: string, event: string, over: 'HTTP' | 'The line') {
    await this.publishForm.getByLabel('Channel').fill(channel);
    await this.publishForm.getByLabel('Event, as JSON').fill(event);
    await this.publishForm.getByRole('combobox', { name: 'Over' }).selectOption(over);
    await this.publishForm.getByRole('button', { name: 'Publish', exact: true }).click();
  }

  said(text: string): Locator {
    return this.messages.getByRole('option').filter({ hasText: text });
  }
}

test('events published over HTTP and over the line come to who follows the channel', async ({ desk, page }) => {
  const channels = new Channels(desk);
  await channels.open('default');
  await channels.connect();
  await channels.subscribe('/default/*');
  await expect(channels.said('Following /default/*')).toBeVisible();
  await channels.publish('/default/room', '{"n":1}', 'HTTP');
  await expect(channels.publishForm.getByRole('status')).toHaveText('Published over HTTP.');
  await expect(channels.said('{"n":1}')).toBeVisible();
  await channels.publish('/default/room', '{"n":2}', 'The line');
  await expect(channels.publishForm.getByRole('status')).toHaveText('Published over the line.');
  await expect(channels.said('{"n":2}').getByLabel('Received')).toBeVisible();

  // What was followed goes on while one looks at something else, and after a reload.
  await page.reload();
  await expect(channels.said('{"n":2}').getByLabel('Received')).toBeVisible();
  await channels.publish('/default/room', '{"n":3}', 'HTTP');
  await expect(channels.said('{"n":3}')).toBeVisible();

  await channels.follow.getByRole('button', { name: 'Unsubscribe from /default/*' }).click();
  await expect(channels.said('No longer following /default/*')).toBeVisible();
  await desk.main.getByRole('button', { name: 'Disconnect' }).click();
  await expect(channels.line.getByRole('status')).toHaveText('Ended');
});

test('what is wrong with a channel is said where it was typed', async ({ desk }) => {
  const channels = new Channels(desk);
  await channels.open('default');
  await channels.subscribe('/default/*');
  await expect(channels.follow).toContainText('Connect first');
  await channels.connect();
  await channels.subscribe('/no spaces/*');
  await expect(channels.follow).toContainText('A subscription names a channel');
  await channels.subscribe('/unknown/*');
  await expect(channels.follow).toContainText('AppSync did not take it');
});

test('IAM signs the line and each subscription', async ({ desk }) => {
  const channels = new Channels(desk);
  await channels.open('machines');
  await expect(desk.main.getByRole('button', { name: 'Identity: IAM SigV4' })).toBeVisible();
  await channels.connect();
  await channels.subscribe('/machines/*');
  await expect(channels.said('Following /machines/*')).toBeVisible();
  await channels.publish('/machines/one', '{"on":true}', 'The line');
  await expect(channels.said('{"on":true}').getByLabel('Received')).toBeVisible();
});

test('a Lambda authorizer lets listen who may not publish', async ({ desk }) => {
  const channels = new Channels(desk);
  await channels.open('guests');
  await desk.main.getByLabel('Header Authorization').fill('let-me-listen');
  await channels.connect();
  await channels.subscribe('/guests/*');
  await expect(channels.said('Following /guests/*')).toBeVisible();
  await channels.publish('/guests/all', '{"hi":1}', 'The line');
  await expect(channels.publishForm.getByRole('status').first()).toContainText('Unauthorized');
  await desk.main.getByLabel('Header Authorization').fill('let-me-in');
  await channels.publish('/guests/all', '{"hi":2}', 'HTTP');
  await expect(channels.said('{"hi":2}')).toBeVisible();
});

test('a member of the user pool publishes, and an API key may only follow', async ({ desk }) => {
  const channels = new Channels(desk);
  await channels.open('chat');
  await channels.connect();
  await channels.subscribe('/chat/*');
  await expect(channels.said('Following /chat/*')).toBeVisible();
  await channels.publish('/chat/all', '{"by":"key"}', 'HTTP');
  await expect(channels.publishForm.getByRole('status').first()).toContainText('AppSync answered 401');
  await desk.pick('Authorization', 'Cognito user pool');
  const window = await desk.signInWindow();
  await desk.givePassword(window, 'alice', 'Wonder1and');
  await expect(window).toBeHidden();
  await channels.publish('/chat/all', '{"by":"alice"}', 'HTTP');
  await expect(channels.said('{"by":"alice"}')).toBeVisible();
});
