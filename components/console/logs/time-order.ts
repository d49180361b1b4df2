/** Rows are kept in blocks of this many, so that one that comes late moves few others. */
const BLOCK_ROWS = 4_096;

interface Block {
  rows: Uint32Array<ArrayBuffer>;
  at: Float64Array<ArrayBuffer>;
  length: number;
}

const newBlock = (): Block => ({ rows: new Uint32Array(BLOCK_ROWS), at: new Float64Array(BLOCK_ROWS), length: 0 });

/**
 * Rows by their own time, and those of one moment as they arrived. Most come in order and cost nothing; the others are
 * put where they belong. Twelve bytes a row.
 */
export class TimeOrder {
  #blocks: Block[] = [];
  /** How many rows stand before each block; made anew when a row came in before the end. */
  #before: number[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  insert(row: number, at: number): void {
    const last = this.#blocks.at(-1);
    const isLast = !last || compare(last, last.length - 1, { row, at }) < 0;
    if (isLast && last && last.length < BLOCK_ROWS) put(last, last.length, row, at);
    else if (isLast) this.#append(row, at);
    else this.#insertLate(row, at);
    this.#length += 1;
  }

  /** The row at an index; -1 where there is none. */
  row(index: number): number {
    const block = this.#blockOf(index);
    return block < 0 ? -1 : (this.#block(block).rows[index - (this.#before[block] as number)] as number);
  }

  /** Where a row stands, or where it would stand. */
  indexOf(row: number, at: number): number {
    const block = this.#blockFor(row, at);
    if (block === this.#blocks.length) return this.#length;
    this.#count();
    return (this.#before[block] as number) + placeIn(this.#block(block), row, at);
  }

  /** Whether a row is here. */
  has(row: number, at: number): boolean {
    return this.row(this.indexOf(row, at)) === row;
  }

  /** Keeps those for which `isKept` says so. */
  keep(isKept: (row: number) => boolean): void {
    const kept: Block[] = [];
    for (const block of this.#blocks) {
      let length = 0;
      for (let at = 0; at < block.length; at += 1) {
        const row = block.rows[at] as number;
        if (!isKept(row)) continue;
        block.rows[length] = row;
        block.at[length] = block.at[at] as number;
        length += 1;
      }
      block.length = length;
      if (length > 0) kept.push(block);
    }
    this.#blocks = kept;
    this.#before = [];
    this.#length = kept.reduce((sum, { length }) => sum + length, 0);
  }

  #append(row: number, at: number): void {
    const block = newBlock();
    put(block, 0, row, at);
    this.#blocks.push(block);
    if (this.#before.length === this.#blocks.length - 1) this.#before.push(this.#length);
  }

  #insertLate(row: number, at: number): void {
    const index = this.#blockFor(row, at);
    let block = this.#block(index);
    if (block.length === BLOCK_ROWS) {
      const second = split(block);
      this.#blocks.splice(index + 1, 0, second);
      if (compare(second, 0, { row, at }) < 0) block = second;
    }
    put(block, placeIn(block, row, at), row, at);
    this.#before = [];
  }

  /** The first block whose last row is not before this one. */
  #blockFor(row: number, at: number): number {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const block = this.#block(middle);
      if (compare(block, block.length - 1, { row, at }) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #blockOf(index: number): number {
    if (index < 0 || index >= this.#length) return -1;
    this.#count();
    let low = 0;
    let high = this.#blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#before[middle] as number) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #count(): void {
    if (this.#before.length === this.#blocks.length) return;
    let sum = 0;
    this.#before = this.#blocks.map(({ length }) => {
      sum += length;
      return sum - length;
    });
  }

  #block(index: number): Block {
    return this.#blocks[index] as Block;
  }
}

function compare(block: Block, place: number, { row, at }: { row: number; at: number }): number {
  const other = block.at[place] as number;
  return other === at ? (block.rows[place] as number) - row : other - at;
}

/** The first place whose row is not before this one. */
function placeIn(block: Block, row: number, at: number): number {
  let low = 0;
  let high = block.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(block, middle, { row, at }) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function put(block: Block, place: number, row: number, at: number): void {
  if (place < block.length) {
    block.rows.copyWithin(place + 1, place, block.length);
    block.at.copyWithin(place + 1, place, block.length);
  }
  block.rows[place] = row;
  block.at[place] = at;
  block.length += 1;
}

/** Takes the second half out of a block. */
function split(block: Block): Block {
  const half = block.length >>> 1;
  const second = newBlock();
  second.rows.set(block.rows.subarray(half, block.length));
  second.at.set(block.at.subarray(half, block.length));
  second.length = block.length - half;
  block.length = half;
  return second;
}
