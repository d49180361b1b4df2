import { join } from 'node:path';
import { enterConsole } from '#bench/exchange-client.mjs';
import { buildMinimalNext, NO_PEER, peerFolder, peerVersion } from '#bench/kit.mjs';
import { end, firstLine, start } from '#scripts/children.mjs';
import { ROOT, standInEnvironment, startConsole } from '#scripts/launch.mjs';
import { freeOr0 } from '#scripts/ports.mjs';

const LIMIT_GOAL = { op: '<=', value: 1.15 };
const PEER_GOAL = { op: '<=', value: 1.4 };
const POLL_MS = 10;

/** From starting the process to the complete first page. */
export const a1 = {
  id: 'A1',
  title: 'start to first page',
  unit: 'ms',
  quick: true,
  seconds: 75,
  warmUp: 1,
  ladder: [9, 15, 31],
  async open(kit) {
    const minimal = await buildMinimalNext();
    const env = { ...standInEnvironment({ endpoint: 'http://127.0.0.1:9', folder: kit.folder() }), PORT: '0' };
    const admin = peerFolder('dynamodb-admin');
    return {
      ours: { name: 'console', sample: () => startOurs(env) },
      bases: [
        { name: 'minimal Next', kind: 'limit', goal: LIMIT_GOAL, sample: () => startMinimal(minimal) },
        admin
          ? {
              name: 'dynamodb-admin',
              kind: 'peer',
              goal: PEER_GOAL,
              version: peerVersion('dynamodb-admin'),
              sample: () => startAdmin(admin),
            }
          : { name: 'dynamodb-admin', kind: 'peer', goal: PEER_GOAL, skipped: NO_PEER },
      ],
    };
  },
};

async function startOurs(env) {
  const begun = performance.now();
  const started = await startConsole({ env });
  const session = await enterConsole(started);
  await wholePage(started.origin, session);
  const took = performance.now() - begun;
  await started.stop();
  return took;
}

async function startMinimal(folder) {
  const begun = performance.now();
  const child = start(process.execPath, [join(folder, 'server.mjs')], { cwd: ROOT });
  await wholePage(await firstLine(child, (line) => (line.startsWith('{') ? JSON.parse(line).listening : null)));
  const took = performance.now() - begun;
  await end(child);
  return took;
}

/** It says nothing that can be relied on when it listens, so it is asked until it answers. */
async function startAdmin(folder) {
  const port = await freePort();
  const begun = performance.now();
  const child = start(
    process.execPath,
    [join(folder, 'dist', 'dynamodb-admin.js'), '--port', String(port), '--host', '127.0.0.1'],
    {
      env: {
        ...process.env,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'x',
        AWS_SECRET_ACCESS_KEY: 'x',
        DYNAMO_ENDPOINT: 'http://127.0.0.1:9',
      },
    },
  );
  let gone = false;
  child.ended.then(() => {
    gone = true;
  });
  while (
    !(await fetch(`http://127.0.0.1:${port}/`).then(
      (answer) => answer.text(),
      () => null,
    ))
  ) {
    if (gone) throw new Error('dynamodb-admin ended before it answered.');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const took = performance.now() - begun;
  await end(child);
  return took;
}

async function wholePage(origin, headers) {
  const answer = await fetch(`${origin}/`, { headers });
  const text = await answer.text();
  if (answer.status !== 200 || !text.includes('</html>')) throw new Error(`${origin} gave no page: ${answer.status}`);
}

async function freePort() {
  for (let port = 41_000 + (process.pid % 5_000); ; port++) if (await freeOr0(port)) return port;
}
