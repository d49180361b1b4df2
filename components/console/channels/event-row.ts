import { type RowWords, rowInWords } from '@/components/console/stream/row-words';
import { type StreamRow, textOf } from '@/components/console/stream/stream-store';
import type { EventsFrame } from '@/lib/apis/events/contract';
import { ENTRY } from '@/lib/core/line';

/** An event as it reads in the list: its channel, and what was published. */
export function eventInRow(row: StreamRow): RowWords {
  if (row.tag === ENTRY.event || row.payload.length > 64 * 1024) return rowInWords(row);
  const { channel, event } = JSON.parse(textOf(row)) as EventsFrame;
  return { sort: channel, text: typeof event === 'string' ? event : JSON.stringify(event), tone: 'plain' };
}
