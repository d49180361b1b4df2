import type { Paint } from './line-buffer';

/** How the lines of a body are made. */
export type LineMode = 'json' | 'text' | 'hex';

/** A run of text of one paint. `hit` marks what the search found. */
export interface Part {
  paint: Paint;
  text: string;
  hit: boolean;
}

/** One line as it is drawn. */
export interface ShownLine {
  line: number;
  /** Levels of indent, for assistive technology. */
  level: number;
  /** The column at which `parts` begin; more than 0 in a long line that is scrolled. */
  column: number;
  parts: Part[];
  opens: boolean;
  /** Lines that are folded into this one, 0 where it is open. */
  folded: number;
  /** The search match on this line that is the current one begins at this column; -1 for none. */
  current: number;
}

export interface WindowOf {
  row: number;
  count: number;
  column: number;
  columns: number;
}

export interface ViewState {
  rows: number;
  columns: number;
  /** Lines that are folded away. */
  hidden: number;
  /** All lines are known. */
  done: boolean;
  /** Bytes that have come, and those that have lines. */
  length: number;
  indexed: number;
  /** What the body is not, where it was to be JSON. */
  problem: { message: string; line: number; column: number } | null;
  /** The charset that was asked for is one that this browser does not know. */
  unknownCharset: boolean;
}

export interface FindState {
  /** What is looked for. */
  text: string;
  matchCase: boolean;
  count: number;
  capped: boolean;
  done: boolean;
  /** Index of the current match, -1 for none. */
  at: number;
  /** The row to scroll to, and the column. */
  row: number;
  column: number;
}

/** From the page to the worker. `body` names a body, `view` one way of looking at it. */
export type ToWorker =
  | { type: 'begin'; body: string; expected: number }
  | { type: 'bytes'; body: string; chunk: Uint8Array<ArrayBuffer> }
  | { type: 'finish'; body: string }
  | { type: 'drop'; body: string }
  | { type: 'open'; view: number; body: string; mode: LineMode; charset: string | null }
  | { type: 'close'; view: number }
  | { type: 'window'; view: number; ask: WindowOf }
  | { type: 'fold'; view: number; line: number; folded: boolean }
  | { type: 'unfold'; view: number }
  | { type: 'find'; view: number; text: string; matchCase: boolean; from: number }
  | { type: 'go'; view: number; by: 1 | -1 }
  | { type: 'text'; request: number; body: string; charset: string | null; limit: number }
  | { type: 'blob'; request: number; body: string; mediaType: string };

/** From the worker to the page. */
export type FromWorker =
  | { type: 'state'; view: number; state: ViewState }
  | { type: 'lines'; view: number; ask: WindowOf; lines: ShownLine[] }
  | { type: 'found'; view: number; find: FindState }
  | { type: 'text'; request: number; text: string | null; cut: boolean }
  | { type: 'blob'; request: number; blob: Blob | null };
