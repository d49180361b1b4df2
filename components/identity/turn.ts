/**
 * Gives one holder at a time its turn, in the order in which they asked. `take` resolves to the function that ends the
 * turn; ending it twice does nothing.
 */
export class Turn {
  #last: Promise<void> = Promise.resolve();

  async take(): Promise<() => void> {
    const before = this.#last;
    let end = () => {};
    this.#last = new Promise((resolve) => {
      end = resolve;
    });
    await before;
    return end;
  }
}
