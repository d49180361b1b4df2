/** Who draws as fast as this, in milliseconds, draws each frame. */
const LIGHT_MS = 8;
/**
 * More rows than this between two drawings run through faster than anybody reads, and to draw them costs more than to
 * take them: they are drawn when none came for a moment, or after so long, in milliseconds.
 */
const READ_ROWS = 200;
const MOMENT_MS = 12;
const FLOOD_MS = 100;

/** Tells that something changed once a frame at most, however often it does, and leaves half of the time to whoever changes it. */
export class FrameTeller {
  #version = 0;
  readonly #listeners = new Set<() => void>();
  #told = false;
  /** How many rows came since it was told. */
  #rows = 0;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly version = (): number => this.#version;

  /** `rows`: how many came with it. */
  changed(rows = 1): void {
    this.#version += 1;
    this.#rows += rows;
    this.#ask();
  }

  #ask(): void {
    if (this.#told || this.#listeners.size === 0) return;
    this.#told = true;
    if (this.#rows > READ_ROWS) this.#outwait(performance.now() + FLOOD_MS);
    else requestAnimationFrame(() => this.#tell());
  }

  #outwait(until: number): void {
    const version = this.#version;
    setTimeout(() => {
      if (version === this.#version || performance.now() >= until) requestAnimationFrame(() => this.#tell());
      else this.#outwait(until);
    }, MOMENT_MS);
  }

  #tell(): void {
    const began = performance.now();
    const version = this.#version;
    this.#rows = 0;
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
