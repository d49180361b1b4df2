import { spawn } from 'node:child_process';

/** How long a child may take to end by itself before it is killed, in milliseconds. */
const GRACE_MS = 5_000;
/** Within this time a second signal is the first one again: npm passes on what the terminal sent to both. */
const ECHO_MS = 1_000;
const WINDOWS = process.platform === 'win32';
const alive = new Set();
let ending = false;

/**
 * Starts a child in a process group of its own, so that ending it also ends what it started. The terminal's Ctrl-C
 * therefore reaches this process only, which ends its children itself: see `endWith`.
 */
export function start(command, args, options = {}) {
  if (ending) throw new Error('Nothing is started while everything ends.');
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options, detached: !WINDOWS });
  child.ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, error }));
    child.once('close', (code, signal) => resolve({ code: code ?? 1, signal }));
  });
  alive.add(child);
  child.ended.then(() => alive.delete(child));
  return child;
}

/** Starts npm with the Node that runs this process, whatever npm is called on this platform. */
export function startNpm(args, options) {
  const cli = process.env.npm_execpath;
  if (cli && /npm-cli\.c?js$/.test(cli)) return start(process.execPath, [cli, ...args], options);
  return start(WINDOWS ? 'npm.cmd' : 'npm', args, { ...options, shell: WINDOWS });
}

/** Ends a child and all that it started; resolves when it has ended. */
export async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  signal(child, 'SIGTERM');
  const kill = setTimeout(() => signal(child, 'SIGKILL'), GRACE_MS);
  await child.ended;
  clearTimeout(kill);
}

/** Ends all children that are alive, the youngest first. None can be started after that. */
export async function endAll() {
  ending = true;
  await Promise.all([...alive].reverse().map(end));
}

/**
 * Makes Ctrl-C, SIGTERM and a closed terminal end the children, then run `cleanUp`, then end this process with the
 * signal's own exit code. A second signal, sent by a person who is out of patience, kills them.
 */
export function endWith(cleanUp) {
  let endingSince = 0;
  for (const [name, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ]) {
    process.on(name, async () => {
      if (endingSince > 0) {
        if (Date.now() - endingSince > ECHO_MS) for (const child of alive) signal(child, 'SIGKILL');
        return;
      }
      endingSince = Date.now();
      await endAll();
      await cleanUp();
      process.exit(128 + number);
    });
  }
  return { isEnding: () => endingSince > 0 };
}

/** Resolves with what `read` makes of the next line of a child's output that it can read; rejects if the child ends first. */
export async function firstLine(child, read) {
  let rest = '';
  let listen;
  const found = new Promise((resolve) => {
    listen = (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop();
      const value = lines.map(read).find((one) => one !== null && one !== undefined);
      if (value !== undefined) resolve(value);
    };
    child.stdout.on('data', listen);
  });
  const gone = child.ended.then(({ code }) => {
    throw new Error(`ended with code ${code} before it was ready`);
  });
  try {
    return await Promise.race([found, gone]);
  } finally {
    child.stdout.off('data', listen);
  }
}

/** All that a child writes, kept to show it if the child fails; at most the last 64 KB. */
export function keepOutput(child) {
  let text = '';
  const add = (chunk) => {
    text = (text + chunk).slice(-65_536);
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return () => text;
}

function signal(child, name) {
  try {
    if (WINDOWS) spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    else process.kill(-child.pid, name);
  } catch {
    // It has ended meanwhile: that is what was wanted.
  }
}
