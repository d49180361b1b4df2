import type { Part, ShownLine } from './protocol';

function sameParts(a: readonly Part[], b: readonly Part[]): boolean {
  return (
    a.length === b.length &&
    a.every((part, at) => {
      const other = b[at];
      return part.text === other?.text && part.paint === other.paint && part.hit === other.hit;
    })
  );
}

function sameLine(a: ShownLine, b: ShownLine): boolean {
  return (
    a.column === b.column &&
    a.folded === b.folded &&
    a.current === b.current &&
    a.opens === b.opens &&
    sameParts(a.parts, b.parts)
  );
}

/** The new lines, the old object standing for each that says the same: what has not changed is not drawn again. */
export function keepSame(before: readonly ShownLine[], now: readonly ShownLine[]): ShownLine[] {
  const old = new Map(before.map((line) => [line.line, line]));
  return now.map((line) => {
    const same = old.get(line.line);
    return same && sameLine(same, line) ? same : line;
  });
}
