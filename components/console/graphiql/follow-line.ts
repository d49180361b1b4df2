import type { HeldLine } from '@/components/console/line/held-line';
import { isLive } from '@/components/console/line/line-state';
import { ENTRY } from '@/lib/core/line';

const decoder = new TextDecoder();

/** Shows the newest result of a subscription until its line ends. Aborting closes the line with the closing handshake. */
export function followLine(line: HeldLine, signal: AbortSignal, show: (text: string) => void): Promise<void> {
  let waiting = false;
  let shown = -1;
  const draw = () => {
    waiting = false;
    const row = newest(line, shown);
    if (!row) return;
    shown = row.row;
    show(decoder.decode(row.payload));
  };
  return new Promise((resolve) => {
    const close = () => line.close();
    // Thousands may come in a second: one a frame is more than anybody reads.
    const onRow = () => {
      if (!waiting) requestAnimationFrame(draw);
      waiting = true;
    };
    const onState = () => {
      if (isLive(line.state())) return;
      offRows();
      offState();
      signal.removeEventListener('abort', close);
      draw();
      resolve();
    };
    const offRows = line.store.subscribe(onRow);
    const offState = line.subscribe(onState);
    if (signal.aborted) close();
    else signal.addEventListener('abort', close, { once: true });
  });
}

function newest(line: HeldLine, after: number) {
  for (let at = line.store.end - 1; at > after && at >= line.store.first; at -= 1) {
    const row = line.store.row(at);
    if (row && row.tag === ENTRY.textIn) return row;
  }
  return null;
}
