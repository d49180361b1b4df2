import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

it('runs as a package of its own, as the template says that it is made', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-blog-'));
  const outfile = join(folder, 'index.js');
  const entry = fileURLToPath(new URL('lambda.ts', import.meta.url));
  await build({ entryPoints: [entry], bundle: true, platform: 'node', outfile, logLevel: 'error' });
  const { handler } = createRequire(import.meta.url)(outfile);
  const answer = await handler({
    rawQueryString: '',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ author(id: \\"author-ada\\") { name } }"}',
    isBase64Encoded: false,
    requestContext: { http: { method: 'POST', path: '/graphql' } },
  });
  expect([answer.statusCode, JSON.parse(answer.body)]).toEqual([200, { data: { author: { name: 'Ada Byron' } } }]);
  rmSync(folder, { recursive: true });
});
