/**
 * `npm run demo`: from a fresh clone to the console in front of a stand-in AWS account, with nothing but Node. With
 * `-- --traffic` made-up visitors call its APIs until it ends.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { openBrowser } from './browser.mjs';
import { endAll, endWith, keepOutput, start } from './children.mjs';
import { doorLines } from './demo-doors.mjs';
import { installLocked } from './installation.mjs';
import { ROOT, standInEnvironment, startConsole, startSandbox } from './launch.mjs';
import { requireNode } from './node-version.mjs';
import { freeOr0 } from './ports.mjs';
import { withProgress } from './progress.mjs';
import { withTreeLock } from './tree-lock.mjs';

const SANDBOX_PORT = 4010;
/** As the stand-in account calls itself. */
const ACCOUNT = '000000000000';
const TRAFFIC = {
  true: 'Traffic runs: made-up visitors call these APIs on this machine, a few times a second, until the demo ends.',
  false: 'With `npm run demo -- --traffic` made-up visitors call these APIs, and the logs come alive.',
};

requireNode();
const folder = mkdtempSync(join(tmpdir(), 'signalbox-demo-'));
const cleanUp = () => rmSync(folder, { recursive: true, force: true });
const { isEnding } = endWith(cleanUp);
try {
  await demo();
} catch (error) {
  // What a signal ends fails on the way; then the signal has the last word.
  if (!isEnding()) {
    console.error(error.message);
    await endAll();
    cleanUp();
    process.exit(1);
  }
}

async function demo() {
  const { traffic } = parseArgs({ options: { traffic: { type: 'boolean', default: false } } }).values;
  await withTreeLock(ROOT, () => installLocked(ROOT));
  await build();
  const sandbox = await withProgress(
    'Starting the stand-in AWS account',
    'Started the stand-in AWS account',
    async () => {
      const port = String(await freeOr0(SANDBOX_PORT));
      return startSandbox({ args: ['--port', port, '--write-profiles', folder, ...(traffic ? ['--traffic'] : [])] });
    },
  );
  const signalbox = await withProgress('Starting the console', 'Started the console', async () => {
    const env = standInEnvironment({ endpoint: sandbox.origin, folder });
    return startConsole({ env });
  });
  welcome({ sandbox, signalbox, traffic });
  const what = await Promise.race([
    sandbox.child.ended.then(() => 'The stand-in AWS account'),
    signalbox.child.ended.then(() => 'The console'),
  ]);
  throw new Error(`${what} ended unexpectedly.`);
}

async function build() {
  await withProgress('Building', 'Built', async () => {
    const child = start(process.execPath, ['scripts/build.mjs'], { cwd: ROOT });
    const output = keepOutput(child);
    const { code } = await child.ended;
    if (code !== 0) throw new Error(`The build failed.\n${output()}`);
  });
}

function welcome({ sandbox, signalbox, traffic }) {
  const opened = openBrowser(signalbox.url);
  console.log(`
Signalbox is running in front of a stand-in AWS account. Nothing leaves this machine.

  ${signalbox.url}
${opened ? '\nYour browser is opening this address; it lets one browser in.\n' : ''}
The notes API has a route for each way to say who you are. Who and what opens them:

${doorLines({ origin: sandbox.origin, account: ACCOUNT }).join('\n')}

Codes that Cognito sends are at ${sandbox.origin}/_sandbox/inbox; who else there is: sandbox/account/people.users.yml.

${TRAFFIC[traffic]}

${process.stdin.isTTY ? 'Enter gives an address for another browser, Ctrl-C ends the demo.' : 'Ctrl-C ends the demo.'}`);
  if (!process.stdin.isTTY) return;
  createInterface({ input: process.stdin }).on('line', async () => console.log(await signalbox.anotherUrl()));
}
