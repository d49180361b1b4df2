import type { FindState, FromWorker, LineMode, ShownLine, ToWorker, ViewState, WindowOf } from './protocol';

/** What a view tells its pane. */
export interface ViewListener {
  onState(state: ViewState): void;
  onLines(ask: WindowOf, lines: ShownLine[]): void;
  onFound(find: FindState): void;
}

type Pending = (message: Extract<FromWorker, { request: number }>) => void;

let worker: Worker | null = null;
let lastId = 0;
const listeners = new Map<number, ViewListener>();
const pending = new Map<number, Pending>();

function take(message: FromWorker): void {
  if ('request' in message) {
    pending.get(message.request)?.(message);
    pending.delete(message.request);
    return;
  }
  const listener = listeners.get(message.view);
  if (message.type === 'state') listener?.onState(message.state);
  else if (message.type === 'lines') listener?.onLines(message.ask, message.lines);
  else listener?.onFound(message.find);
}

/** One worker for all bodies, started with the first. */
function tell(message: ToWorker, transfer: Transferable[] = []): void {
  if (!worker) {
    worker = new Worker(new URL('./viewer.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', (event: MessageEvent<FromWorker>) => take(event.data));
  }
  worker.postMessage(message, transfer);
}

function ask<T extends FromWorker>(message: (request: number) => ToWorker): Promise<T> {
  lastId += 1;
  const request = lastId;
  return new Promise((resolve) => {
    pending.set(request, (answer) => resolve(answer as T));
    tell(message(request));
  });
}

/** Starts the worker before it is needed, so that the first answer does not wait for it. */
export function warmViewer(): void {
  tell({ type: 'drop', body: '' });
}

/** A body that the worker keeps: bytes go in as they come, and nothing of it stays in the page. */
export const bodies = {
  /** `expected` bytes are made room for; more or fewer may come. */
  begin(body: string, expected: number): void {
    tell({ type: 'begin', body, expected });
  },
  /** Copies the chunk. */
  append(body: string, bytes: Uint8Array): void {
    const chunk = bytes.slice();
    tell({ type: 'bytes', body, chunk }, [chunk.buffer]);
  },
  finish(body: string): void {
    tell({ type: 'finish', body });
  },
  drop(body: string): void {
    tell({ type: 'drop', body });
  },
  /** The body as text; null where it is not kept any more. */
  async text(body: string, charset: string | null, limit: number): Promise<{ text: string | null; cut: boolean }> {
    return ask<Extract<FromWorker, { type: 'text' }>>((request) => ({ type: 'text', request, body, charset, limit }));
  },
  async blob(body: string, mediaType: string): Promise<Blob | null> {
    const answer = await ask<Extract<FromWorker, { type: 'blob' }>>((request) => ({
      type: 'blob',
      request,
      body,
      mediaType,
    }));
    return answer.blob;
  },
};

/** One pane's way of looking at a body. */
export interface OpenedView {
  window(ask: WindowOf): void;
  fold(line: number, folded: boolean): void;
  unfoldAll(): void;
  find(text: string, matchCase: boolean, from: number): void;
  go(by: 1 | -1): void;
  close(): void;
}

export function openView(
  what: { body: string; mode: LineMode; charset: string | null },
  listener: ViewListener,
): OpenedView {
  lastId += 1;
  const view = lastId;
  listeners.set(view, listener);
  tell({ type: 'open', view, ...what });
  return {
    window: (asked) => tell({ type: 'window', view, ask: asked }),
    fold: (line, folded) => tell({ type: 'fold', view, line, folded }),
    unfoldAll: () => tell({ type: 'unfold', view }),
    find: (text, matchCase, from) => tell({ type: 'find', view, text, matchCase, from }),
    go: (by) => tell({ type: 'go', view, by }),
    close: () => {
      listeners.delete(view);
      tell({ type: 'close', view });
    },
  };
}
