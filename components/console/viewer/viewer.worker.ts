import type { ToWorker } from './protocol';
import { Workbench } from './workbench';

/** Work is cut into slices, so that a window that is asked for meanwhile is never late. */
const SLICE_MS = 8;

const workbench = new Workbench((message) => postMessage(message));
const next = new MessageChannel();
let waiting = false;

function schedule(): void {
  if (waiting) return;
  waiting = true;
  next.port2.postMessage(null);
}

next.port1.onmessage = () => {
  waiting = false;
  const more = workbench.work(() => performance.now(), performance.now() + SLICE_MS);
  if (more) schedule();
};

addEventListener('message', (event: MessageEvent<ToWorker>) => {
  workbench.take(event.data);
  schedule();
});
