/**
 * `npm run build`: what the browser gets (Next) and the two processes (the console's server, the sandbox). Skips what is
 * fresh; `--force` builds all.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { endWith, keepOutput, start } from './children.mjs';
import { ROOT } from './launch.mjs';
import { withTreeLock } from './tree-lock.mjs';

const RECORD = join(ROOT, 'dist', 'build.json');
const SETTINGS = ['package-lock.json', 'tsconfig.json', 'scripts/build.mjs'];

const PARTS = [
  {
    name: 'pages',
    inputs: ['app', 'components', 'lib', 'public', 'next.config.js', 'postcss.config.mjs'],
    output: '.next/BUILD_ID',
    make: buildPages,
  },
  {
    name: 'server',
    inputs: ['server', 'lib'],
    output: 'dist/server.mjs',
    make: () => bundle('server', 'server/main.ts'),
  },
  {
    name: 'sandbox',
    inputs: ['sandbox'],
    output: 'dist/sandbox.mjs',
    make: () => bundle('sandbox', 'sandbox/main.ts'),
  },
];

endWith(() => {}); // a build that is broken off leaves nothing running
await withTreeLock(ROOT, buildStale).catch((error) => {
  console.error(error.message);
  process.exit(1);
});

async function buildStale() {
  const record = process.argv.includes('--force') ? {} : readRecord();
  for (const part of PARTS) {
    const hash = hashOf([...SETTINGS, ...part.inputs]);
    if (record[part.name] === hash && existsSync(join(ROOT, part.output))) {
      console.log(`Up to date: ${part.name}.`);
      continue;
    }
    const began = Date.now();
    console.log(`Building the ${part.name} …`);
    await part.make();
    record[part.name] = hash;
    mkdirSync(join(ROOT, 'dist'), { recursive: true });
    writeFileSync(RECORD, `${JSON.stringify(record, null, 2)}\n`);
    console.log(`Built the ${part.name} in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
  }
}

function readRecord() {
  try {
    return JSON.parse(readFileSync(RECORD, 'utf8'));
  } catch {
    return {}; // Never built, or cut off while writing: build.
  }
}

/** One digest over names and contents; tests and their fixtures change nothing that is built. */
function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths.filter((one) => existsSync(join(ROOT, one)))) addTo(hash, path);
  return hash.digest('hex');
}

function addTo(hash, path) {
  const full = join(ROOT, path);
  let names;
  try {
    names = readdirSync(full);
  } catch {
    hash.update(`${path}\0`).update(readFileSync(full)).update('\0');
    return;
  }
  for (const name of names.sort()) {
    if (!/\.test\.tsx?$/.test(name)) addTo(hash, `${path}/${name}`);
  }
}

async function buildPages() {
  const child = start(process.execPath, [join(ROOT, 'node_modules/next/dist/bin/next'), 'build'], {
    cwd: ROOT,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
  });
  const output = keepOutput(child);
  const { code } = await child.ended;
  if (code !== 0) throw new Error(output());
}

/** Packages stay outside: they are installed. `server-only` throws outside Next, so it is an empty file here. */
async function bundle(name, entry) {
  const folder = join(ROOT, 'dist');
  for (const file of existsSync(folder) ? readdirSync(folder) : []) {
    if (file.startsWith(`${name}.`) || file.startsWith(`${name}-`)) rmSync(join(folder, file));
  }
  await build({
    absWorkingDir: ROOT,
    entryPoints: { [name]: entry },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: `${name}-[hash]`,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    packages: 'external',
    alias: { 'server-only': join(ROOT, 'node_modules/server-only/empty.js') },
    sourcemap: true,
    logLevel: 'warning',
  });
}
