/** What several generators yield, as it comes. It ends when all have ended, and ends all when it is left. */
export async function* inTurn<T>(sources: readonly AsyncGenerator<T>[]): AsyncGenerator<T> {
  const next = (source: AsyncGenerator<T>) => source.next().then((result) => ({ source, result }));
  const running = new Map(sources.map((source) => [source, next(source)]));
  try {
    while (running.size > 0) {
      const { source, result } = await Promise.race(running.values());
      if (result.done) {
        running.delete(source);
        continue;
      }
      running.set(source, next(source));
      yield result.value;
    }
  } finally {
    // Those that wait for something hear it from their signal.
    for (const [source, pending] of running) {
      // Left while one was being waited for, nobody else hears how that ends.
      pending.catch(() => {});
      void source.return(undefined).catch(() => {});
    }
  }
}
