const LONGEST_VALUE = 1_000;
const LONGEST_PATTERN = 500;
/** So many steps take less than a second. */
const MOST_STEPS = 1e8;

/** Whether a text matches a pattern of a model. Null where it is none for this engine, or might take too long to try. */
export function matches(pattern: string, value: string): boolean | null {
  if (value.length > LONGEST_VALUE || pattern.length > LONGEST_PATTERN || steps(pattern, value.length) > MOST_STEPS) {
    return null;
  }
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return null;
  }
}

/** Characters that are meant as they are, and sets of them. */
const LITERALS = /\\.|\[(?:\\.|[^\]\\])*\]/gs;
const REPETITION = /[+*]|\{\d+,/g;
const CHOICE = /\||[^(+*}]\?/g;
const INNERMOST = /\(([^()]*)\)([+*{]?)/;

/** The most steps that the engine may take for a text of this length: each repetition may end at any place, each choice has two sides. */
function steps(pattern: string, length: number): number {
  const bare = pattern.replace(LITERALS, 'x');
  const count = (marks: RegExp) => [...bare.matchAll(marks)].length;
  return isBottomless(bare) ? Number.POSITIVE_INFINITY : length ** count(REPETITION) * 2 ** count(CHOICE);
}

/** Whether a group is repeated that repeats or chooses within itself, as `(a+)+`: its steps double with each character. */
function isBottomless(bare: string): boolean {
  for (let rest = bare; ; ) {
    const [group, inner = '', repeated = ''] = INNERMOST.exec(rest) ?? [];
    if (group === undefined) return false;
    const varies = inner.search(REPETITION) >= 0 || inner.search(CHOICE) >= 0;
    if (varies && repeated !== '') return true;
    rest = rest.replace(group, () => `x${varies ? '+' : ''}${repeated}`);
  }
}
