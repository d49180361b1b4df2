/** Monaco ships its worker without types. */
declare module 'monaco-editor/esm/vs/editor/editor.worker.js' {
  import type { worker } from 'monaco-editor';

  export function initialize<Given>(work: (context: worker.IWorkerContext, given: Given) => object): void;
}
