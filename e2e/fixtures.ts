import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type Cookie, expect, type Page } from '@playwright/test';
import { keepOutput } from '@/scripts/children.mjs';
import { standInEnvironment, startConsole, startSandbox } from '@/scripts/launch.mjs';
import { Canary } from './canary';
import { Desk } from './desk';

/** One request that reached the sandbox, as `/_sandbox/requests` tells it: signatures and tokens masked. */
export interface SandboxRequest {
  /** As in the credential scope; `execute-api` for requests to APIs. */
  service: string;
  /** The operation, or the route key that an API matched. */
  operation: string | null;
  method: string;
  path: string;
  headers: [string, string][];
  /** 0 while the answer is under way, or where the connection was cut. */
  status: number;
}

/** What a spec may ask for at its top with `test.use`; each combination gets processes of its own. */
export interface StageOptions {
  /** Flags of the sandbox: `--deny apigateway:GET`, `--throttle 10:40`. */
  sandboxFlags: string[];
  /** What is set in the console's environment on top of the stand-in account; undefined takes a variable away. */
  environment: Record<string, string | undefined>;
}

export interface Stage {
  /** Where the console is. */
  origin: string;
  /** The stand-in account. */
  sandbox: string;
  /** The folder with the AWS config files that the console reads. */
  folder: string;
  /** Where the console puts what it cannot hold in memory. */
  temporary: string;
  /** What the console has printed since it listens, the last 64 KB. */
  output(): string;
  cookies: Cookie[];
  /** Ends the console and starts it anew at the same address; the browser then needs the new cookies. */
  restart(): Promise<void>;
  /** An address that lets one more browser in. */
  anotherUrl(): Promise<string>;
  /** The requests to APIs that reached the sandbox since `forget`, oldest first. */
  sent(): Promise<SandboxRequest[]>;
  forget(): Promise<void>;
  /** Ends the sandbox, as an emulator that is switched off. */
  stopSandbox(): Promise<void>;
}

interface Watch {
  /** Says that the test provokes console errors or failed requests with these words; any other fails it. */
  expectTrouble(pattern: RegExp): void;
}

export const test = base.extend<
  { watch: Watch; canary: Canary; page: Page; desk: Desk },
  StageOptions & { stage: Stage }
>({
  sandboxFlags: [[], { option: true, scope: 'worker' }],
  environment: [{}, { option: true, scope: 'worker' }],

  stage: [
    async ({ sandboxFlags, environment }, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'signalbox-e2e-'));
      const sandbox = await startSandbox({ args: ['--port', '0', '--write-profiles', folder, ...sandboxFlags] });
      const temporary = join(folder, 'temporary');
      mkdirSync(temporary);
      const standIn = standInEnvironment({ endpoint: sandbox.origin, folder });
      const env = { ...standIn, PORT: '0', TMPDIR: temporary, ...environment };
      let started = await startConsole({ env });
      let output = keepOutput(started.child);
      const control = (path: string, init?: RequestInit) => fetch(`${sandbox.origin}/_sandbox/${path}`, init);
      const stage: Stage = {
        origin: started.origin,
        sandbox: sandbox.origin,
        folder,
        temporary,
        output: () => output(),
        restart: async () => {
          await started.stop();
          started = await startConsole({ env: { ...env, PORT: new URL(started.origin).port } });
          output = keepOutput(started.child);
          stage.cookies = await enter(started.url);
        },
        cookies: await enter(started.url),
        anotherUrl: () => started.anotherUrl(),
        sent: async () => {
          const all = (await (await control('requests')).json()) as SandboxRequest[];
          // The console asks an emulator once, by HEAD, in which form it offers an API.
          return all.filter(({ service, path }) => service === 'execute-api' && !path.includes('/signalbox-probe-'));
        },
        forget: async () => void (await control('reset-calls', { method: 'POST' })),
        stopSandbox: sandbox.stop,
      };
      await use(stage);
      await Promise.all([started.stop(), sandbox.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  baseURL: async ({ stage }, use) => use(stage.origin),

  context: async ({ context, stage }, use) => {
    await context.addCookies(stage.cookies);
    await use(context);
  },

  watch: async ({ context }, use) => {
    const trouble: string[] = [];
    const expected: RegExp[] = [];
    context.on('console', (message) => {
      if (message.type() === 'error') trouble.push(`console: ${message.text()}`);
    });
    context.on('weberror', (error) => trouble.push(`page: ${error.error().stack ?? error.error().message}`));
    context.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? '';
      // The page gives up a request on purpose when one cancels or leaves.
      if (why !== 'net::ERR_ABORTED') trouble.push(`request: ${request.method()} ${request.url()} ${why}`);
    });
    await use({ expectTrouble: (pattern) => expected.push(pattern) });
    const unexpected = trouble.filter((line) => !expected.some((pattern) => pattern.test(line)));
    expect(unexpected, 'errors in the browser that the test did not expect').toEqual([]);
  },

  /** No secret is where none belongs after any test of the suite. */
  canary: async ({ context, stage }, use, testInfo) => {
    const canary = new Canary(stage, context);
    await use(canary);
    if (testInfo.status !== testInfo.expectedStatus) return;
    expect(await canary.leaks(), 'secrets where none belongs').toEqual([]);
  },

  page: async ({ page, watch, canary }, use) => {
    void watch;
    void canary;
    await use(page);
  },

  desk: async ({ page, stage }, use) => {
    await stage.forget();
    await use(new Desk(page));
  },
});

export { expect };

/** Uses up the launch address as a browser would, and returns the session's cookie. */
export async function enter(url: string): Promise<Cookie[]> {
  const answer = await fetch(url, { redirect: 'manual' });
  const set = answer.headers.getSetCookie()[0];
  if (!set) throw new Error(`The launch address set no cookie: ${answer.status}`);
  const [pair = ''] = set.split(';');
  const at = pair.indexOf('=');
  return [
    {
      name: pair.slice(0, at),
      value: pair.slice(at + 1),
      domain: new URL(url).hostname,
      path: '/',
      expires: -1,
      httpOnly: true,
      secure: false,
      sameSite: 'Strict',
    },
  ];
}
