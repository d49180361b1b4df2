import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures';
import { Sessions } from './websocket-desk';

test('the session desk has no fault that axe can find, wide or narrow', async ({ desk, page }) => {
  test.setTimeout(150_000);
  const faults = async () =>
    (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [
      id,
      nodes[0]?.html,
      nodes[0]?.any[0]?.message,
    ]);
  const sessions = new Sessions(desk);
  await sessions.open('signals', '$connect');
  await desk.row('Query parameter', 1, ['wish', 'teapot']);
  await sessions.connect();
  await expect(sessions.session(1).refusal).toBeVisible();
  expect(await faults()).toEqual([]);
  await desk.main.getByRole('switch', { name: 'Send wish' }).click();
  const session = await sessions.opened(2);
  await sessions.say('{"topic":"no","verb":"such"}');
  await session.row(/gateway error/).click();
  await expect(session.region.getByRole('note')).toBeVisible();
  expect(await faults()).toEqual([]);
  await sessions.tab('Load');
  const load = desk.main.getByRole('form', { name: 'Load' });
  await load.getByLabel(/^Message/).fill('{"topic":"echo","verb":"text","id":"{{n}}"}');
  await load.getByRole('spinbutton', { name: 'Times' }).fill('20');
  await load.getByRole('button', { name: 'Send many' }).click();
  await expect(load.getByRole('status')).toHaveText(/20 of 20 sent, 20 answered$/);
  expect(await faults()).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await sessions.tab('@connections');
  await expect(desk.main.getByRole('button', { name: 'Look at it' })).toBeVisible();
  expect(await faults()).toEqual([]);
});
