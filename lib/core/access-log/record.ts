import type { LogValue } from './value';

/** What one line of an access log says, by AWS's names for it, whatever its format. */
export class AccessLogRecord {
  private readonly columns: ReadonlyMap<string, number>;
  private readonly values: readonly LogValue[];
  /** A value holds what the format has between values, so the line could be read in another way too: strangers write such lines. */
  readonly ambiguous: boolean;

  constructor(columns: ReadonlyMap<string, number>, values: readonly LogValue[], ambiguous: boolean) {
    this.columns = columns;
    this.values = values;
    this.ambiguous = ambiguous;
  }

  /** `get('routeKey')`; null where the line has no value, or the format no such variable. */
  get(name: string): LogValue {
    const column = this.columns.get(name);
    return column === undefined ? null : (this.values[column] ?? null);
  }

  text(name: string): string | null {
    const value = this.get(name);
    return value === null ? null : String(value);
  }

  /** null also where the line has something else than a number. */
  number(name: string): number | null {
    const value = this.get(name);
    return typeof value === 'number' ? value : null;
  }

  /** In the order of the format. */
  *entries(): Generator<[name: string, value: LogValue]> {
    for (const [name, column] of this.columns) yield [name, this.values[column] ?? null];
  }
}
