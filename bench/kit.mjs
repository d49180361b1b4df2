import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { end, firstLine, keepOutput, start } from '#scripts/children.mjs';
import { ROOT, standInEnvironment, startConsole, startSandbox } from '#scripts/launch.mjs';
import { KEY, REGION } from './target-account.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const MINIMAL = join(ROOT, 'dist', 'bench', 'minimal-next');
const FIXTURE = join(HERE, 'fixtures', 'minimal-next');
const requirePeer = createRequire(join(HERE, 'peers', 'package.json'));

/** Null where everything can be measured, else what to do first. */
export function ready() {
  const built = ['dist/server.mjs', 'dist/sandbox.mjs'].every((file) => existsSync(join(ROOT, file)));
  return built ? null : 'There is no production build to measure. Run npm run build first.';
}

/** What a case may use. Whatever it opens is closed with the kit, the youngest first. */
export function openKit(options) {
  const closers = [];
  const kit = {
    options,
    defer: (close) => closers.push(close),
    close: async () => {
      for (const close of closers.splice(0).reverse()) await close();
    },
    /** A private temporary folder. */
    folder: () => {
      const folder = mkdtempSync(join(tmpdir(), 'signalbox-bench-'));
      kit.defer(() => rmSync(folder, { recursive: true, force: true }));
      return folder;
    },
    /** The sandbox with these flags, and a console in front of it. */
    stage: (args) => startStage(kit, args),
    /** The lean target, `delay` milliseconds away, and a console in front of it. */
    leanStage: (delay) => startLeanStage(kit, delay),
    /** A child that says `{"listening": …}`. */
    listen: (command, args, spawnOptions) => startListening(kit, { command, args, spawnOptions }),
    /** The smallest Next app, built once and started as the console is. */
    minimalNext: async () => (await startMinimalNext(kit)).origin,
  };
  return kit;
}

/** A peer's module, or null where the peers are not installed. */
export async function importPeer(name) {
  try {
    return await import(pathToFileURL(requirePeer.resolve(name)).href);
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND' || error.code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}

/** The folder of an installed peer, or null. */
export function peerFolder(name) {
  const folder = join(HERE, 'peers', 'node_modules', name);
  return existsSync(folder) ? folder : null;
}

export function peerVersion(name) {
  return JSON.parse(readFileSync(join(peerFolder(name), 'package.json'), 'utf8')).version;
}

/** Why a peer is skipped: what the person can do about it. */
export const NO_PEER = 'not installed; npm run bench:peers installs it';

/** Builds the smallest Next app, beside the console's own build, if what is there is not it. Returns its folder. */
export async function buildMinimalNext() {
  if (isBuilt()) return MINIMAL;
  rmSync(MINIMAL, { recursive: true, force: true });
  mkdirSync(join(MINIMAL, '..'), { recursive: true });
  cpSync(FIXTURE, MINIMAL, { recursive: true });
  const child = start(process.execPath, [join(ROOT, 'node_modules/next/dist/bin/next'), 'build', MINIMAL], {
    cwd: ROOT,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  });
  const output = keepOutput(child);
  const { code } = await child.ended;
  if (code !== 0) throw new Error(`The minimal Next app did not build.\n${output()}`);
  return MINIMAL;
}

function isBuilt() {
  if (!existsSync(join(MINIMAL, '.next', 'BUILD_ID'))) return false;
  const files = readdirSync(FIXTURE, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.every(({ parentPath, name }) => {
    const file = join(parentPath, name);
    const copy = join(MINIMAL, relative(FIXTURE, file));
    return existsSync(copy) && readFileSync(copy, 'utf8') === readFileSync(file, 'utf8');
  });
}

async function startStage(kit, args = []) {
  const folder = kit.folder();
  const sandbox = await startSandbox({ args: ['--port', '0', '--write-profiles', folder, ...args] });
  kit.defer(sandbox.stop);
  return { sandbox, ...(await startBench(kit, standInEnvironment({ endpoint: sandbox.origin, folder }))) };
}

async function startLeanStage(kit, delay = 0) {
  const target = await startListening(kit, {
    command: process.execPath,
    args: [join(HERE, 'target.mjs'), '--delay', String(delay)],
  });
  const folder = kit.folder();
  writeFileSync(join(folder, 'config'), `[default]\nregion = ${REGION}\n`);
  writeFileSync(
    join(folder, 'credentials'),
    `[default]\naws_access_key_id = ${KEY.id}\naws_secret_access_key = ${KEY.secret}\n`,
  );
  return { target, ...(await startBench(kit, standInEnvironment({ endpoint: target.origin, folder }))) };
}

async function startBench(kit, env) {
  const started = await startConsole({ env: { ...env, PORT: '0' } });
  kit.defer(started.stop);
  return { console: started, env };
}

async function startMinimalNext(kit) {
  const folder = await buildMinimalNext();
  return startListening(kit, { command: process.execPath, args: [join(folder, 'server.mjs')] });
}

async function startListening(kit, { command, args, spawnOptions }) {
  const child = start(command, args, { cwd: ROOT, ...spawnOptions });
  const output = keepOutput(child);
  kit.defer(() => end(child));
  const origin = await firstLine(child, (line) => (line.startsWith('{') ? JSON.parse(line).listening : null)).catch(
    (error) => {
      throw new Error(`${args[0]} ${error.message}.\n${output()}`);
    },
  );
  return { child, origin };
}
