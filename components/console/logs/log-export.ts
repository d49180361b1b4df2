import { csvLine } from '@/components/console/csv-line';
import { nextTask } from '@/components/console/exchange/next-task';
import { ENTRY } from '@/lib/core/line';
import type { LogFilter } from './log-filter';
import { type LogRow, type LogStore, messageOf } from './log-store';

/** So many rows go into one piece of a file: no string has to hold a whole log, and the page goes on between two. */
const PIECE_ROWS = 1_000;

export interface ExportedLines {
  store: LogStore;
  filter: LogFilter;
  /** What a person calls the log of a row. */
  sourceOf: (source: number) => string;
}

/** The lines that are shown, one JSON object a line: AWS's names for what it says, and the line itself. */
export function asNdjson(lines: ExportedLines): Promise<Blob> {
  const write = (row: LogRow) => `${JSON.stringify(recordOf(lines, row))}\n`;
  return inPieces(lines, { head: '', write, type: 'application/x-ndjson' });
}

/** The lines that are shown as a table: a column for each variable of their formats, and the line itself. */
export function asCsv(lines: ExportedLines): Promise<Blob> {
  const { names } = lines.store;
  const head = csvLine(['time', 'ingestionTime', 'log', 'stream', ...names, 'message']);
  const write = (row: LogRow) => {
    const record = lines.store.record(row.row);
    const own = [time(row.at), time(row.ingestedAt), lines.sourceOf(row.source), row.stream];
    return csvLine([...own, ...names.map((name) => record?.get(name) ?? ''), messageOf(row)]);
  };
  return inPieces(lines, { head, write, type: 'text/csv' });
}

async function inPieces(
  { store, filter }: ExportedLines,
  { head, write, type }: { head: string; write: (row: LogRow) => string; type: string },
): Promise<Blob> {
  const pieces = [head];
  let piece = '';
  for (let index = 0; index < filter.length; index += 1) {
    const row = store.row(filter.row(index));
    if (row && row.tag !== ENTRY.event) piece += write(row);
    if (index % PIECE_ROWS !== PIECE_ROWS - 1) continue;
    pieces.push(piece);
    piece = '';
    await nextTask();
  }
  return new Blob([...pieces, piece], { type });
}

function recordOf({ store, sourceOf }: ExportedLines, row: LogRow) {
  const record = store.record(row.row);
  return {
    time: time(row.at),
    ingestionTime: time(row.ingestedAt),
    log: sourceOf(row.source),
    stream: row.stream,
    ...(record ? { context: Object.fromEntries(record.entries()) } : {}),
    message: messageOf(row),
  };
}

const time = (at: number) => new Date(at).toISOString();
