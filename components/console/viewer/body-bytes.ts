import type { Source } from './walker';

const LEAST_BYTES = 64 * 1024;
const SPARE_SHARE = 0.25;

/** The bytes of one body, collected once as they arrive. */
export class BodyBytes implements Source {
  bytes: Uint8Array<ArrayBuffer>;
  length = 0;
  whole = false;

  /** `expected` is what Content-Length promised, so that the common case never copies; 0 where it is not known. */
  constructor(expected: number) {
    this.bytes = new Uint8Array(Math.max(expected, LEAST_BYTES));
  }

  append(chunk: Uint8Array): void {
    const needed = this.length + chunk.length;
    if (needed > this.bytes.length) this.#resize(Math.max(needed, this.bytes.length * 2));
    this.bytes.set(chunk, this.length);
    this.length = needed;
  }

  finish(): void {
    this.whole = true;
    if (this.bytes.length - this.length > this.length * SPARE_SHARE) this.#resize(this.length);
  }

  #resize(size: number): void {
    const other = new Uint8Array(size);
    other.set(this.bytes.subarray(0, this.length));
    this.bytes = other;
  }
}
