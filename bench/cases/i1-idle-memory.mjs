import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { enterConsole } from '#bench/exchange-client.mjs';
import { buildMinimalNext } from '#bench/kit.mjs';
import { cpuTicks, residentMb } from '#bench/process-cost.mjs';
import { end, firstLine, start } from '#scripts/children.mjs';
import { ROOT, standInEnvironment, startConsole } from '#scripts/launch.mjs';

/**
 * After its first page a process is left alone this long before it counts as idle, in milliseconds: some eight seconds
 * into the silence V8 tidies its heap, on both sides, and that is work of the page before.
 */
const SETTLE_MS = 12_000;
const IDLE_SECONDS = 30;

/** What a console costs that nobody uses just now. */
export const i1 = {
  id: 'I1',
  title: 'idle memory after the first page',
  unit: 'MB',
  quick: false,
  seconds: 200,
  warmUp: 0,
  ladder: [5, 9],
  async open(kit) {
    const minimal = await buildMinimalNext();
    const env = { ...standInEnvironment({ endpoint: 'http://127.0.0.1:9', folder: kit.folder() }), PORT: '0' };
    return {
      ours: {
        name: 'console',
        sample: () =>
          idle(
            () => startOurs(env),
            async ({ pid }) => residentMb(pid),
          ),
      },
      bases: [
        {
          name: 'minimal Next',
          kind: 'limit',
          goal: { op: '<=', value: 1.3 },
          sample: () =>
            idle(
              () => startMinimal(minimal),
              async ({ pid }) => residentMb(pid),
            ),
        },
      ],
      values: [
        {
          metric: `CPU ticks in ${IDLE_SECONDS} idle seconds`,
          unit: '',
          goal: { op: '<=', value: 0 },
          measure: () => idle(() => startOurs(env), ticksWhileIdle),
        },
      ],
    };
  },
};

async function ticksWhileIdle({ pid }) {
  const before = cpuTicks(pid);
  await wait(IDLE_SECONDS * 1_000);
  return cpuTicks(pid) - before;
}

async function idle(startIt, measure) {
  const { child, stop } = await startIt();
  await wait(SETTLE_MS);
  const value = await measure(child);
  await stop();
  return value;
}

async function startOurs(env) {
  const started = await startConsole({ env });
  const headers = await enterConsole(started);
  await (await fetch(`${started.origin}/`, { headers })).text();
  return started;
}

async function startMinimal(folder) {
  const child = start(process.execPath, [join(folder, 'server.mjs')], { cwd: ROOT });
  const origin = await firstLine(child, (line) => (line.startsWith('{') ? JSON.parse(line).listening : null));
  await (await fetch(`${origin}/`)).text();
  return { child, stop: () => end(child) };
}
