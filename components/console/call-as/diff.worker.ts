import { bodyDiff, bodyLines } from './body-diff';
import type { FromDiffWorker, ToDiffWorker } from './diff-client';

// Laying out and comparing 1 MB takes a second: here the page goes on meanwhile.
const answer = (message: FromDiffWorker) => self.postMessage(message);

self.addEventListener('message', ({ data }: MessageEvent<ToDiffWorker>) => {
  const { request, first, other } = data;
  if (other === null) answer({ type: 'lines', request, lines: bodyLines(first) });
  else answer({ type: 'diff', request, diff: bodyDiff(first, other) });
});
