import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

type Planted = [file: string, from: string];

const stopped: Planted[] = [
  ['lib/core/planted.ts', 'node:fs'],
  ['lib/core/planted.ts', '@/lib/wire/frames'],
  ['lib/core/planted.ts', 'react'],
  ['lib/wire/planted.ts', '@/lib/aws/clients'],
  ['lib/aws/planted.ts', 'node:http'],
  ['lib/aws/planted.ts', '@/lib/egress/ask'],
  ['lib/egress/planted.ts', '@aws-sdk/client-sts'],
  ['lib/auth/planted.ts', '@/lib/apis/registry'],
  ['lib/subscriptions/planted.ts', '@/lib/apis/registry'],
  ['lib/subscriptions/planted.ts', '@/lib/aws/clients'],
  ['lib/subscriptions/planted.ts', 'ws'],
  ['lib/diagnosis/planted.ts', '@/lib/aws/clients'],
  ['lib/diagnosis/planted.ts', '@/lib/apis/http/send'],
  ['lib/diagnosis/planted.ts', 'node:fs'],
  ['lib/apis/planted.ts', '@aws-sdk/client-apigatewayv2'],
  ['lib/apis/http/planted.ts', '@/lib/apis/rest/kind'],
  ['lib/apis/another/planted.ts', '@/lib/apis/http/contract'],
  ['lib/apis/http/planted.ts', 'node:https'],
  ['lib/apis/http/contract.ts', 'node:crypto'],
  ['lib/apis/http/contract.ts', '@/lib/aws/clients'],
  ['components/console/planted.tsx', '@/lib/apis/http/describe'],
  ['components/console/planted.tsx', '@/lib/aws/account'],
  ['components/console/planted.tsx', '@/lib/wire/server/action'],
  ['components/console/planted.tsx', '@/server/guard'],
  ['app/planted.tsx', '@/lib/apis/http/kind'],
  ['server/planted.ts', '@/lib/apis/http/send'],
  ['server/planted.ts', '@smithy/signature-v4'],
  ['sandbox/planted.ts', '@/lib/core/api'],
  ['lib/apis/http/planted.ts', '../dispatch'],
];

const allowed: Planted[] = [
  ['lib/core/planted.ts', 'zod'],
  ['lib/wire/planted.ts', '@/lib/core/error'],
  ['lib/aws/planted.ts', '@aws-sdk/client-sts'],
  ['lib/egress/planted.ts', 'node:http'],
  ['lib/subscriptions/planted.ts', '@/lib/egress/line'],
  ['lib/diagnosis/planted.ts', '@/lib/apis/http/contract'],
  ['components/console/planted.tsx', '@/lib/diagnosis/cause'],
  ['lib/apis/http/planted.ts', '@/lib/egress/ask'],
  ['lib/apis/http/planted.ts', './contract'],
  ['lib/apis/another/planted.ts', '@/lib/apis/known-apis'],
  ['lib/apis/http/contract.ts', '@/lib/auth/contract'],
  ['components/console/planted.tsx', '@/lib/apis/http/contract'],
  ['components/console/planted.tsx', '@/lib/apis/contract'],
  ['components/console/planted.tsx', '@/lib/wire/browser/exchange'],
  ['components/console/planted.tsx', '@/app/actions'],
  ['app/planted.ts', '@/lib/apis/dispatch'],
  ['app/planted.ts', '@/lib/wire/server/action'],
  ['server/planted.ts', '@/lib/apis/dispatch'],
];

/** Each planted import stands in a folder of its own, so that two may name the same file. */
const all = [...stopped, ...allowed];
let tree: string;
let verdicts: Map<string, boolean>;

/** Plants every import in a copy of the tree, lints it once, and notes for each file whether a wall stopped it. */
beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'signalbox-walls-'));
  verdicts = new Map(all.map((planted) => [planted.join(), lintOne(planted)]));
}, 120_000);
afterAll(() => rmSync(tree, { recursive: true }));

function lintOne([file, from]: Planted): boolean {
  const root = mkdtempSync(join(tree, 'one-'));
  const config = JSON.parse(readFileSync('biome.json', 'utf8')) as Record<string, unknown>;
  writeFileSync(join(root, 'biome.json'), JSON.stringify({ ...config, $schema: undefined, vcs: undefined }));
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `import * as planted from '${from}';\nexport const use = planted;\n`);
  const lint = spawnSync(resolve('node_modules/.bin/biome'), ['lint', '--only=style/noRestrictedImports', '.'], {
    cwd: root,
    encoding: 'utf8',
  });
  return `${lint.stdout}${lint.stderr}`.includes('noRestrictedImports');
}

/** Files of a folder that hold a text. */
function holding(folder: string, text: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.test)\.tsx?$/.test(name),
  );
  return files.filter((name) => readFileSync(join(folder, name), 'utf8').includes(text));
}

it('lets requests and messages leave a page through the guard alone', () => {
  expect(holding('components', 'openExchange')).toEqual(['console/exchange/guarded.ts']);
  const lines = holding('components', 'openLine').filter((name) => !name.startsWith('console/logs/'));
  expect(lines).toEqual(['console/line/held-line.ts']);
});

describe('the walls of the house', () => {
  it.each(stopped)('%s may not import %s', (...planted) => expect(verdicts.get(planted.join())).toBe(true));
  it.each(allowed)('%s may import %s', (...planted) => expect(verdicts.get(planted.join())).toBe(false));
});
