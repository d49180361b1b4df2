import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { build } from 'esbuild';
import { peerFolder } from './kit.mjs';

const TYPES = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
};

/** Serves the peers' browser files, and what is put into `extra` by path; any origin may load them. */
export async function servePeers(kit, extra = {}) {
  const root = join(peerFolder('swagger-ui-dist'), '..');
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(request.url.split('?')[0]));
    const headers = { 'content-type': TYPES[extname(path)] ?? 'text/plain', 'access-control-allow-origin': '*' };
    if (extra[path] !== undefined) return response.writeHead(200, headers).end(extra[path]);
    const file = join(root, path);
    if (!file.startsWith(root) || !existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, headers);
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  kit.defer(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));
  return `http://127.0.0.1:${server.address().port}`;
}

/** CodeMirror 6 with its JSON language, as one script that any page can import. */
export async function bundleCodeMirror() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { EditorView, basicSetup } from 'codemirror'; export { EditorState } from '@codemirror/state'; export { json } from '@codemirror/lang-json';`,
      resolveDir: join(peerFolder('codemirror'), '..', '..'),
    },
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0].text;
}

/** Shows a JSON answer in vanilla-jsoneditor's tree: fetch until painted, in milliseconds. */
export async function vanillaTree(page, { peers, url }) {
  return await page.evaluate(
    async ({ from, module }) => {
      const { createJSONEditor } = await import(module);
      const target = document.querySelector('pre');
      target.innerHTML = '';
      target.style.height = '800px';
      const begun = performance.now();
      const text = await (await fetch(from)).text();
      createJSONEditor({ target, props: { content: { text }, mode: 'tree', readOnly: true } });
      await globalThis.painted(() => target.textContent.includes('sandbox'));
      return performance.now() - begun;
    },
    { from: url, module: `${peers}/vanilla-jsoneditor/standalone.js` },
  );
}

/** The same in CodeMirror 6 with its JSON language. */
export async function codeMirror(page, { peers, url }) {
  return await page.evaluate(
    async ({ from, module }) => {
      const { EditorState, EditorView, basicSetup, json } = await import(module);
      const parent = document.querySelector('pre');
      parent.innerHTML = '';
      const begun = performance.now();
      const doc = await (await fetch(from)).text();
      const state = EditorState.create({
        doc,
        extensions: [basicSetup, json(), EditorView.theme({ '&': { height: '800px' } })],
      });
      new EditorView({ state, parent });
      await globalThis.painted(() => parent.textContent.includes('sandbox'));
      return performance.now() - begun;
    },
    { from: url, module: `${peers}/codemirror.js` },
  );
}

/** An OpenAPI document with so many operations, as large as what the console is given. */
export function openApi(operations) {
  const paths = {};
  for (let i = 0; i < operations; i++) {
    const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }];
    const responses = { 200: { description: 'OK' } };
    paths[`/area-${i % 200}/things-${i}/{id}`] = { get: { tags: [`area-${i % 200}`], parameters, responses } };
  }
  return JSON.stringify({ openapi: '3.0.0', info: { title: 'bench', version: '1' }, paths });
}

/** swagger-ui with all operations collapsed under their tags. */
export const SWAGGER_PAGE = `<!doctype html><title>swagger-ui</title><link rel="stylesheet" href="/swagger-ui-dist/swagger-ui.css">
<div id="ui"></div><script src="/swagger-ui-dist/swagger-ui-bundle.js"></script>
<script>SwaggerUIBundle({ url: '/openapi.json', dom_id: '#ui', docExpansion: 'none' });</script>`;
