/** Lets through while it is open. Who waits before it is let through as soon as it opens, or the signal is aborted. */
export class Gate {
  #isShut = false;
  #waiting: (() => void)[] = [];

  get isShut(): boolean {
    return this.#isShut;
  }

  shut(): void {
    this.#isShut = true;
  }

  open(): void {
    this.#isShut = false;
    for (const go of this.#waiting.splice(0)) go();
  }

  async passed(signal: AbortSignal): Promise<void> {
    while (this.#isShut && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const go = () => {
          signal.removeEventListener('abort', go);
          resolve();
        };
        this.#waiting.push(go);
        signal.addEventListener('abort', go, { once: true });
      });
    }
  }
}
