/**
 * `npm run build`: what the browser gets (Next) and the two processes (the console's server, the sandbox). Skips what is
 * fresh; `--force` builds all.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleProcess } from './bundle.mjs';
import { endWith, keepOutput, start } from './children.mjs';
import { ROOT } from './launch.mjs';
import { withTreeLock } from './tree-lock.mjs';

const DIST = join(ROOT, 'dist');
const RECORD = join(DIST, 'build.json');
const SETTINGS = ['package-lock.json', 'tsconfig.json', 'scripts/build.mjs', 'scripts/bundle.mjs'];

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
    make: () => bundleProcess({ name: 'server', entry: 'server/main.ts', folder: DIST, whole: true }),
  },
  {
    name: 'sandbox',
    inputs: ['sandbox'],
    output: 'dist/sandbox.mjs',
    make: () => bundleProcess({ name: 'sandbox', entry: 'sandbox/main.ts', folder: DIST }),
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
    mkdirSync(DIST, { recursive: true });
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
