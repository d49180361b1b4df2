/** A folded container: its first line is shown, the lines after it to `close` are not. */
export interface Fold {
  line: number;
  close: number;
}

/**
 * Which lines are folded away, and so which line stands in which row. A fold inside a folded container is kept and comes
 * back when the outer one is opened.
 */
export class FoldMap {
  #all: Fold[] = [];
  /** The folds that are not inside another one, in order, and how many lines each and those before it hide. */
  #outer: Fold[] = [];
  #hidden: number[] = [];

  get hidden(): number {
    return this.#hidden.at(-1) ?? 0;
  }

  closeAt(line: number): number | null {
    return this.#all.find((fold) => fold.line === line)?.close ?? null;
  }

  fold(line: number, close: number): void {
    if (close <= line || this.closeAt(line) !== null) return;
    this.#all.push({ line, close });
    this.#settle();
  }

  unfold(line: number): void {
    this.#all = this.#all.filter((fold) => fold.line !== line);
    this.#settle();
  }

  clear(): void {
    this.#all = [];
    this.#settle();
  }

  /** Opens every fold that hides the line. */
  reveal(line: number): void {
    this.#all = this.#all.filter((fold) => line <= fold.line || line > fold.close);
    this.#settle();
  }

  lineOf(row: number): number {
    let line = row;
    for (const fold of this.#outer) {
      if (fold.line >= line) break;
      line += fold.close - fold.line;
    }
    return line;
  }

  /** The row in which the line stands, or the row of the container that hides it. */
  rowOf(line: number): number {
    let hidden = 0;
    for (const fold of this.#outer) {
      if (fold.line >= line) break;
      if (line <= fold.close) return fold.line - hidden;
      hidden += fold.close - fold.line;
    }
    return line - hidden;
  }

  #settle(): void {
    this.#all.sort((a, b) => a.line - b.line);
    this.#outer = [];
    this.#hidden = [];
    let end = -1;
    for (const fold of this.#all) {
      if (fold.line <= end) continue;
      this.#outer.push(fold);
      this.#hidden.push(this.hidden + fold.close - fold.line);
      end = fold.close;
    }
  }
}
