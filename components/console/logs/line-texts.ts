import type { LogChunk } from './log-chunk';

/** So many bytes are decoded at once. A value that is kept holds the whole of them. */
const WINDOW_BYTES = 16 * 1024;

const decoder = new TextDecoder();

/** Lines as text, many of them decoded at once: one by one that costs more than to read what they say. */
export class LineTexts {
  #chunk: LogChunk | null = null;
  #from = 0;
  #to = 0;
  #start = 0;
  /** Null where a character is not a byte. */
  #text: string | null = null;

  of(chunk: LogChunk, row: number): string {
    if (chunk !== this.#chunk || row < this.#from || row >= this.#to) this.#decode(chunk, row);
    if (this.#text === null) return decoder.decode(chunk.payload(row));
    return this.#text.slice(chunk.start(row) - this.#start, chunk.end(row) - this.#start);
  }

  #decode(chunk: LogChunk, row: number): void {
    const start = chunk.start(row);
    let to = row + 1;
    while (to < chunk.rows && chunk.end(to) - start <= WINDOW_BYTES) to += 1;
    const text = decoder.decode(chunk.bytes.subarray(start, chunk.end(to - 1)));
    this.#text = text.length === chunk.end(to - 1) - start ? text : null;
    this.#chunk = chunk;
    this.#from = row;
    this.#to = to;
    this.#start = start;
  }
}
