/** The bytes of a body so far. `bytes` may be longer than what is filled; `whole` says that no more will come. */
export interface Source {
  bytes: Uint8Array;
  length: number;
  whole: boolean;
}

/** A place between two lines of a view, and the line that was last passed. */
export interface Cursor {
  /** Offset of the first byte that is not yet part of a line. */
  at: number;
  /** How many containers are open there. */
  depth: number;
  /** The line that was passed: its bytes in the source, without line break or trailing space. */
  start: number;
  end: number;
  /** Its indent in levels. */
  indent: number;
  /** It opens a container that closes on a later line. */
  opens: boolean;
}

/** Passes one line and says true; false, with the cursor unmoved, where the end of the line is not known (yet). */
export type NextLine = (source: Source, cursor: Cursor) => boolean;

export function cursorAt(at: number, depth = 0): Cursor {
  return { at, depth, start: at, end: at, indent: depth, opens: false };
}
