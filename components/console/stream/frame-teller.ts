/** Who draws as fast as this, in milliseconds, draws each frame. */
const LIGHT_MS = 8;

/** Tells that something changed once a frame at most, however often it does, and leaves half of the time to whoever changes it. */
export class FrameTeller {
  #version = 0;
  readonly #listeners = new Set<() => void>();
  #told = false;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly version = (): number => this.#version;

  changed(): void {
    this.#version += 1;
    this.#ask();
  }

  #ask(): void {
    if (this.#told || this.#listeners.size === 0) return;
    this.#told = true;
    requestAnimationFrame(() => this.#tell());
  }

  #tell(): void {
    const began = performance.now();
    const version = this.#version;
    // After whoever hears of it has drawn, and the browser has painted that.
    setTimeout(() => {
      // Drawing takes half of the time at most: what comes meanwhile has to be taken too.
      const took = performance.now() - began;
      if (took > LIGHT_MS) setTimeout(() => this.#rested(version), took);
      else this.#rested(version);
    });
    for (const listener of this.#listeners) listener();
  }

  #rested(version: number): void {
    this.#told = false;
    if (version !== this.#version) this.#ask();
  }
}
