import type { HeldLine } from '@/components/console/line/held-line';
import { isLive } from '@/components/console/line/line-state';
import { ENTRY } from '@/lib/core/line';

const decoder = new TextDecoder();

/** Shows the newest result of a subscription until its line ends or `signal` aborts, which leaves the line as it is. */
export function followLine(line: HeldLine, signal: AbortSignal, show: (text: string) => void): void {
  let waiting = false;
  let shown = -1;
  const draw = () => {
    waiting = false;
    const row = signal.aborted ? null : newest(line, shown);
    if (!row) return;
    shown = row.row;
    show(decoder.decode(row.payload));
  };
  // Thousands may come in a second: one a frame is more than anybody reads.
  const onRow = () => {
    if (!waiting) requestAnimationFrame(draw);
    waiting = true;
  };
  const leave = () => {
    offRows();
    offState();
    signal.removeEventListener('abort', leave);
  };
  const onState = () => {
    if (isLive(line.state())) return;
    leave();
    draw();
  };
  const offRows = line.store.subscribe(onRow);
  const offState = line.subscribe(onState);
  signal.addEventListener('abort', leave, { once: true });
}

function newest(line: HeldLine, after: number) {
  for (let at = line.store.end - 1; at > after && at >= line.store.first; at -= 1) {
    const row = line.store.row(at);
    if (row && row.tag === ENTRY.textIn) return row;
  }
  return null;
}
