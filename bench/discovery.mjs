import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleProcess } from '#scripts/bundle.mjs';
import { keepOutput, start } from '#scripts/children.mjs';
import { ROOT, standInEnvironment, startSandbox } from '#scripts/launch.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const FOLDER = join(ROOT, 'dist', 'bench');
/** API Gateway's quota for one account and region: calls a second, and calls at once. */
export const QUOTA = { rate: 10, burst: 40 };
const LARGE = { apis: 200, routes: 5_000 };
const SMALL = { apis: 10, routes: 100 };

/** An account of 200 APIs and 5,000 routes behind AWS's quota. */
export function openLargeAccount(kit) {
  return openAccount(kit, LARGE, ['--throttle', `${QUOTA.rate}:${QUOTA.burst}`]);
}

/** An account of 10 APIs and 100 routes, `latency` milliseconds away. */
export function openSmallAccount(kit, latency) {
  return openAccount(kit, SMALL, ['--throttle', `${QUOTA.rate}:${QUOTA.burst}`, '--latency', String(latency)]);
}

async function openAccount(kit, size, flags) {
  await bundleProcess({ name: 'discover', entry: 'bench/discover-child.ts', folder: FOLDER, whole: true });
  const folder = kit.folder();
  const sandbox = await startSandbox({
    args: [
      '--port',
      '0',
      '--no-demo',
      '--write-profiles',
      folder,
      '--generate',
      `${size.apis}:${size.routes}`,
      ...flags,
    ],
  });
  kit.defer(sandbox.stop);
  const env = standInEnvironment({ endpoint: sandbox.origin, folder });
  return {
    size,
    env,
    /** Calls to API Gateway since the last run began: all, and those that were throttled. */
    calls: async () => gatewayCalls(await (await fetch(`${sandbox.origin}/_sandbox/calls`)).json()),
    ours: (args = []) => fresh(sandbox.origin, env, [join(FOLDER, 'discover.mjs'), ...args]),
    sdk: (args = []) => fresh(sandbox.origin, env, [join(HERE, 'sdk-child.mjs'), ...args]),
  };
}

/** HTTP and WebSocket APIs are listed by the second version of API Gateway alone, REST APIs by the first alone. */
const VERSIONS = 2;

/** The fewest calls to API Gateway that can tell all routes of this many HTTP APIs: a page of 500 APIs, a page of 500 routes each, and one question for REST APIs. */
export function fewestCalls({ apis, routes }) {
  return Math.ceil(apis / 500) + (VERSIONS - 1) + apis * Math.ceil(routes / apis / 500);
}

/** The least time in which the quota allows so many calls, in seconds. */
export function quotaSeconds(calls) {
  return Math.max(0, (calls - QUOTA.burst) / QUOTA.rate);
}

/** Whether all of the account was found. */
export function foundAll({ size }, { apis, routes, complete = true }) {
  return complete && apis === size.apis && routes === size.routes;
}

/** Runs a child against an account whose quota is untouched, and reads the one line that it prints. */
async function fresh(origin, env, args) {
  const settings = await (await fetch(`${origin}/_sandbox/faults`)).json();
  await post(`${origin}/_sandbox/faults`, { throttle: settings.throttle });
  await post(`${origin}/_sandbox/reset-calls`);
  const child = start(process.execPath, args, { cwd: ROOT, env });
  const output = keepOutput(child);
  const { code } = await child.ended;
  const line = output()
    .split('\n')
    .find((text) => text.startsWith('{'));
  if (code !== 0 || !line) throw new Error(`${args.at(-1)} failed.\n${output()}`);
  return JSON.parse(line);
}

function gatewayCalls({ operations }) {
  const counts = Object.entries(operations).filter(([name]) => name.startsWith('apigateway'));
  const sum = (key) => counts.reduce((total, [, count]) => total + count[key], 0);
  return { all: sum('calls'), throttled: sum('throttled') };
}

async function post(url, body) {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body ?? null) });
  if (!answer.ok) throw new Error(`${url}: ${await answer.text()}`);
}
