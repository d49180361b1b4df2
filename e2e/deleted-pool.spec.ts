import { expect, test } from './fixtures';

// A stage of its own: the other tests need the pool.
test.use({ environment: {} });

test('a pool that was deleted says so where one signs in, and what to do', async ({ desk, stage, watch }) => {
  watch.expectTrouble(/status of 40[01]/);
  await desk.choose('people/me', 'GET /people/me JWT authorizer');
  const window = await desk.signInWindow();
  await expect(window.getByRole('textbox', { name: 'User name' })).toBeVisible();
  const id = /[a-z]+-[a-z]+-\d_\w+/.exec(await window.innerText())?.[0] ?? '';
  await fetch(`${stage.sandbox}/_sandbox/user-pools/${id}`, { method: 'DELETE' });

  await desk.givePassword(window, 'alice', 'Wonder1and');
  await expect(window.getByRole('alert')).toContainText('This user pool or app client does not exist any more.');
  await expect(window.getByRole('alert')).toContainText('Refresh the description of the API.');
  await desk.page.keyboard.press('Escape');
  await desk.signInWindow();
  await expect(window).toContainText(`The user pool ${id} that the authorizer names does not exist in this account.`);
  await expect(window).toContainText('Point the authorizer to another pool, or paste a token.');
  await expect(window.getByRole('alert'), 'and nothing of its app clients').toHaveCount(1);
});
