/** Monaco's workers, as files of this very origin: no Blob and no other host, which the page's policy forbids. */
export function provideWorkers(): void {
  window.MonacoEnvironment = { getWorker: (_, label) => (WORKERS[label] ?? editorWorker)() };
}

const WORKERS: Record<string, () => Worker> = {
  json: () =>
    new Worker(new URL('monaco-editor/esm/vs/language/json/json.worker.js', import.meta.url), { type: 'module' }),
  graphql: () => new Worker(new URL('./graphql.worker.ts', import.meta.url), { type: 'module' }),
};

function editorWorker(): Worker {
  return new Worker(new URL('monaco-editor/esm/vs/editor/editor.worker.js', import.meta.url), { type: 'module' });
}
