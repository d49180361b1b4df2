import type { BodyDiff } from './body-diff';
import type { Comparable } from './comparable';
import type { DiffLine } from './line-diff';

/** `other` null: lay out the first alone. */
export interface ToDiffWorker {
  request: number;
  first: Comparable;
  other: Comparable | null;
}

export type FromDiffWorker =
  | { type: 'lines'; request: number; lines: DiffLine[] }
  | { type: 'diff'; request: number; diff: BodyDiff };

let worker: Worker | null = null;
let last = 0;
const pending = new Map<number, (answer: FromDiffWorker) => void>();

/** One worker for all comparisons, started with the first. */
function ask(first: Comparable, other: Comparable | null): Promise<FromDiffWorker> {
  if (!worker) {
    worker = new Worker(new URL('./diff.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<FromDiffWorker>) => {
      pending.get(data.request)?.(data);
      pending.delete(data.request);
    });
  }
  last += 1;
  const request = last;
  const message: ToDiffWorker = { request, first, other };
  worker.postMessage(message);
  return new Promise((resolve) => pending.set(request, resolve));
}

/** The lines of a body. */
export async function askLines(body: Comparable): Promise<DiffLine[]> {
  const answer = await ask(body, null);
  return answer.type === 'lines' ? answer.lines : [];
}

/** How a body differs from the first. */
export async function askDiff(first: Comparable, other: Comparable): Promise<BodyDiff> {
  const answer = await ask(first, other);
  return answer.type === 'diff' ? answer.diff : { type: 'equal' };
}
