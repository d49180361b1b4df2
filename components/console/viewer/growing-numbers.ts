/** A list of unsigned 32-bit numbers that grows: four bytes each, where an array of numbers would take eight or more. */
export class GrowingNumbers {
  #items = new Uint32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#items.length) {
      const bigger = new Uint32Array(this.#items.length * 2);
      bigger.set(this.#items);
      this.#items = bigger;
    }
    this.#items[this.#length] = value;
    this.#length += 1;
  }

  at(index: number): number {
    return this.#items[index] ?? 0;
  }

  /** The index of the last number that is not above `value`, in a list that rises; -1 where all are above. */
  lastNotAbove(value: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#items[middle] as number) <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
