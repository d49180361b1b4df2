import { spawnSync } from 'node:child_process';
import { expect, test } from './fixtures';
import { startMoto } from './moto';

const missing = spawnSync('moto_server', ['--help'], { stdio: 'ignore' }).status !== 0;
test.skip(missing, 'moto_server is not installed: pip install "moto[server]" brings it');

test('works unchanged in front of another emulator', async ({ browser }) => {
  test.slow();
  const moto = await startMoto();
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(moto.console.url);
    const main = page.getByRole('main');
    await expect(main.getByRole('link', { name: 'from-moto' })).toBeVisible({ timeout: 20_000 });
    await main.getByRole('link', { name: 'from-moto' }).click();
    await expect(main.getByText('/things').first()).toBeVisible();
    await context.close();
  } finally {
    await moto.stop();
  }
});
