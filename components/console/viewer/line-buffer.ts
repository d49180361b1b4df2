/** What a run of text is, for its colour. */
export const PLAIN = 0;
export const KEY = 1;
export const STRING = 2;
export const NUMBER = 3;
export const BOOLEAN = 4;
export const NULL = 5;
export const MARK = 6;
export type Paint = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** Takes the runs of one line in order. */
export interface LineSink {
  put(paint: Paint, bytes: Uint8Array, from: number, to: number): void;
}

/**
 * The bytes of one formatted line from column `from` to `to`, and the runs of paint in them. A column is a byte, so a
 * line of 50 MB costs no more than what is seen of it.
 */
export class LineBuffer implements LineSink {
  bytes = new Uint8Array(4096);
  length = 0;
  /** Triples of paint, start and end. */
  readonly runs: number[] = [];
  /** Columns that were put so far, those outside the window included. */
  column = 0;
  #from = 0;
  #to = 0;

  reset(from: number, to: number): void {
    this.#from = from;
    this.#to = to;
    this.column = 0;
    this.length = 0;
    this.runs.length = 0;
  }

  /** Nothing further would be kept. */
  get full(): boolean {
    return this.column >= this.#to;
  }

  put(paint: Paint, bytes: Uint8Array, from: number, to: number): void {
    const first = from + Math.max(0, this.#from - this.column);
    const last = Math.min(to, from + this.#to - this.column);
    this.column += to - from;
    if (first >= last) return;
    this.#reserve(last - first);
    this.bytes.set(bytes.subarray(first, last), this.length);
    this.runs.push(paint, this.length, this.length + last - first);
    this.length += last - first;
  }

  #reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const bigger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more));
    bigger.set(this.bytes.subarray(0, this.length));
    this.bytes = bigger;
  }
}

interface Run {
  paint: Paint;
  bytes: Uint8Array;
  from: number;
  to: number;
}

/** Keeps the runs of a long line, so that scrolling along it does not look for its tokens again. */
export class LineRecord implements LineSink {
  readonly #runs: Run[] = [];

  put(paint: Paint, bytes: Uint8Array, from: number, to: number): void {
    this.#runs.push({ paint, bytes, from, to });
  }

  replay(sink: LineBuffer): void {
    for (const run of this.#runs) {
      if (sink.full) return;
      sink.put(run.paint, run.bytes, run.from, run.to);
    }
  }
}
