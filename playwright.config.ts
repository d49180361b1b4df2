import { defineConfig, devices } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from '@/scripts/chromium.mjs';

const executablePath = findChromium();

/** Each worker starts a sandbox and a console of its own (`e2e/fixtures.ts`), so that tests share nothing but the build. */
export default defineConfig({
  testDir: './e2e',
  timeout: 30_000,
  expect: { timeout: 10_000 },
  workers: 2,
  // A machine may stand still for seconds. What passed only when tried again is named and counted (`scripts/counts.mjs`).
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    // Recording costs a third of the time. For a failure: `npx playwright test e2e/… --trace on`.
    trace: 'off',
    launchOptions: { args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) },
  },
  projects: [
    { name: 'dark', use: { colorScheme: 'dark' } },
    // Which theme the system asks for. What the colours are is looked at in both where axe looks (`e2e/axe.ts`).
    { name: 'light', use: { colorScheme: 'light' }, testMatch: /[\\/]theme\.spec/ },
  ],
});
