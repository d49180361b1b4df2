import { createServer } from 'node:http';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from '#scripts/launch.mjs';

const modules = join(ROOT, 'node_modules');

const PAGE = `<!doctype html><html lang="en"><title>GraphiQL</title><link rel="stylesheet" href="/page.css">
<style>html, body, #page { margin: 0; height: 100vh }</style><div id="page"></div>
<script type="module" src="/page.js"></script></html>`;

const ENTRY = `
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { createRoot } from 'react-dom/client';
import { createElement } from 'react';
const workers = { json: '/json.js', graphql: '/graphql.js' };
globalThis.MonacoEnvironment = { getWorker: (_, label) => new Worker(workers[label] ?? '/editor.js', { type: 'module' }) };
const fetcher = createGraphiQLFetcher({ url: '/graphql' });
createRoot(document.getElementById('page')).render(createElement(GraphiQL, { fetcher, defaultQuery: '{ __typename }' }));
`;

const WORKERS = {
  '/editor.js': 'monaco-editor/esm/vs/editor/editor.worker.js',
  '/json.js': 'monaco-editor/esm/vs/language/json/json.worker.js',
  '/graphql.js': 'monaco-graphql/esm/graphql.worker.js',
};

/**
 * GraphiQL by itself, as its makers ship it, of the very version that the console uses, on a page that does nothing else.
 * Every operation is answered at once with `answer`, an introspection: no server stands in its way.
 */
export async function serveGraphiql(kit, answer) {
  const files = await bundle();
  const types = { js: 'text/javascript', css: 'text/css', ttf: 'font/ttf' };
  const server = createServer((request, response) => {
    const path = request.url.split('?')[0];
    const say = (type, body) => response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body);
    if (path === '/') return say('text/html', PAGE);
    if (path === '/graphql') return say('application/json', answer);
    if (files[path]) return say(types[path.split('.').at(-1)], files[path]);
    return response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  kit.defer(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));
  return `http://127.0.0.1:${server.address().port}/`;
}

async function bundle() {
  const common = {
    bundle: true,
    minify: true,
    write: false,
    outdir: '/',
    format: 'esm',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.ttf': 'dataurl' },
    logLevel: 'silent',
  };
  const page = await build({ ...common, stdin: { contents: ENTRY, resolveDir: ROOT, sourcefile: 'page.js' } });
  const files = page.outputFiles.map(({ path, contents }) => [path.replace('/stdin', '/page'), contents]);
  for (const [path, module] of Object.entries(WORKERS)) {
    const worker = await build({ ...common, entryPoints: [join(modules, module)] });
    files.push([path, worker.outputFiles[0].contents]);
  }
  return Object.fromEntries(files);
}
