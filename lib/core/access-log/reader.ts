import { type AccessLogFormat, compileFormat } from './format';
import type { AccessLogRecord } from './record';

interface Known {
  compiled: AccessLogFormat;
  /** Lines from then on are in this format; ms since 1970. */
  since: number;
}

/** Reads the lines of one stage, whose format may change: older lines are read as they were written. */
export class AccessLogReader {
  /** Newest first. */
  readonly #formats: Known[] = [];
  #unread = 0;

  constructor(format: string) {
    this.learn(format, Number.NEGATIVE_INFINITY);
  }

  /** The stage has this format from `since` on, in ms since 1970. A format that it had before keeps its own time. */
  learn(format: string, since: number): void {
    if (this.#formats[0]?.compiled.format === format) return;
    this.#formats.unshift({ compiled: compileFormat(format), since });
  }

  /** The variables of every format known, the newest format's first. */
  get names(): string[] {
    return [...new Set(this.#formats.flatMap(({ compiled }) => compiled.names))];
  }

  /** How many lines were in none of the formats. */
  get unread(): number {
    return this.#unread;
  }

  /** null where a line is in none of the formats. `at` is the event's own time, by which the format is chosen first. */
  read(line: string, at: number): AccessLogRecord | null {
    const first = this.#formats.find(({ since }) => since <= at);
    const record = first?.compiled.parse(line) ?? this.#readOtherwise(line, first);
    if (!record) this.#unread++;
    return record;
  }

  /** A change takes a while to reach every line. */
  #readOtherwise(line: string, except: Known | undefined): AccessLogRecord | null {
    for (const known of this.#formats) {
      const record = known === except ? null : known.compiled.parse(line);
      if (record) return record;
    }
    return null;
  }
}
