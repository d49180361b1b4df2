import type { LogFrame } from '@/lib/core/log-frame';

/** So many seconds are counted for the rate. */
const SECONDS = 60;
const MOST_DELAYS = 256;

export interface TailFigures {
  /** Lines a second over the last minute, by their own time. */
  rate: number;
  /** Half of the lines took longer: from the request to CloudWatch, and from there to here. In ms; null where none came. */
  ingestion: number | null;
  delivery: number | null;
}

/** How fast lines come and how late, from those that came while a tail was up to date. */
export class TailStats {
  readonly #counts = new Uint32Array(SECONDS);
  readonly #seconds = new Float64Array(SECONDS);
  #ingestion: number[] = [];
  #delivery: number[] = [];

  note({ count, at, ingestedAt }: Pick<LogFrame, 'count' | 'at' | 'ingestedAt'>, now: number): void {
    for (let index = 0; index < count; index += 1) {
      const [own, taken] = [at[index] as number, ingestedAt[index] as number];
      if (now - own < SECONDS * 1000) this.#count(Math.floor(own / 1000));
      if (index < count - MOST_DELAYS) continue;
      this.#ingestion.push(Math.max(0, taken - own));
      this.#delivery.push(Math.max(0, now - taken));
    }
    if (this.#ingestion.length < MOST_DELAYS * 2) return;
    this.#ingestion = this.#ingestion.slice(-MOST_DELAYS);
    this.#delivery = this.#delivery.slice(-MOST_DELAYS);
  }

  figures(now: number): TailFigures {
    const oldest = Math.floor(now / 1000) - SECONDS;
    let count = 0;
    for (let slot = 0; slot < SECONDS; slot += 1) {
      if ((this.#seconds[slot] as number) > oldest) count += this.#counts[slot] as number;
    }
    return { rate: count / SECONDS, ingestion: median(this.#ingestion), delivery: median(this.#delivery) };
  }

  clear(): void {
    this.#counts.fill(0);
    this.#seconds.fill(0);
    this.#ingestion = [];
    this.#delivery = [];
  }

  #count(second: number): void {
    const slot = ((second % SECONDS) + SECONDS) % SECONDS;
    if (this.#seconds[slot] !== second) {
      this.#seconds[slot] = second;
      this.#counts[slot] = 0;
    }
    this.#counts[slot] = (this.#counts[slot] as number) + 1;
  }
}

function median(values: readonly number[]): number | null {
  const last = values.slice(-MOST_DELAYS).sort((a, b) => a - b);
  return last[last.length >>> 1] ?? null;
}
