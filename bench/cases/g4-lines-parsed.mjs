import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { ROOT } from '#scripts/launch.mjs';

const run = promisify(execFile);
const BUNDLE = join(ROOT, 'dist', 'bench', 'parse.mjs');

/** Lines of an access log parsed a second, for each format that is known, over the same values as JSON with JSON.parse, which types nothing. */
export const g4 = {
  id: 'G4',
  title: 'access-log lines parsed',
  unit: '×',
  quick: true,
  exact: true,
  seconds: 30,
  async open() {
    await bundle();
    const { stdout } = await run(process.execPath, [BUNDLE]);
    const { measured } = JSON.parse(stdout);
    return {
      checks: [{ name: 'every line is in its format', ok: measured.every(({ unread }) => unread === 0) }],
      values: measured.map(({ name, linesPerSecond, ratio }) => ({
        metric: `${name}, ${linesPerSecond.toLocaleString('en-GB')} lines a second; over JSON.parse`,
        unit: '×',
        goal: { op: '>=', value: 0.25 },
        measure: async () => ratio,
      })),
    };
  },
};

function bundle() {
  return build({
    entryPoints: [join(ROOT, 'bench', 'parse-child.ts')],
    outfile: BUNDLE,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    alias: { '@': ROOT },
    logLevel: 'silent',
  });
}
