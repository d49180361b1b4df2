/** What happened to the calls of one operation. */
export interface CallCount {
  calls: number;
  throttled: number;
  denied: number;
  dropped: number;
  failed: number;
  inFlight: number;
  maxInFlight: number;
}

const ZERO: CallCount = { calls: 0, throttled: 0, denied: 0, dropped: 0, failed: 0, inFlight: 0, maxInFlight: 0 };

/** Counts the calls of the control plane by service and operation, `apigateway:GetRoutes`. */
export class Calls {
  readonly #counts = new Map<string, CallCount>();
  #inFlight = 0;
  #maxInFlight = 0;

  begin(operation: string): CallCount {
    const count = this.#counts.get(operation) ?? { ...ZERO };
    this.#counts.set(operation, count);
    count.calls++;
    count.inFlight++;
    count.maxInFlight = Math.max(count.maxInFlight, count.inFlight);
    this.#inFlight++;
    this.#maxInFlight = Math.max(this.#maxInFlight, this.#inFlight);
    return count;
  }

  end(count: CallCount): void {
    count.inFlight--;
    this.#inFlight--;
  }

  /** Forgets what has ended; calls still under way go on being counted as such. */
  reset(): void {
    for (const [operation, count] of this.#counts) {
      if (count.inFlight === 0) this.#counts.delete(operation);
      else Object.assign(count, { ...ZERO, inFlight: count.inFlight, maxInFlight: count.inFlight });
    }
    this.#maxInFlight = this.#inFlight;
  }

  report() {
    const operations = Object.fromEntries([...this.#counts].map(([name, count]) => [name, { ...count }]));
    const total = [...this.#counts.values()].reduce((sum, count) => sum + count.calls, 0);
    return { total, inFlight: this.#inFlight, maxInFlight: this.#maxInFlight, operations };
  }
}
