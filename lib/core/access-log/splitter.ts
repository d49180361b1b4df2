import type { Program, Segment, Step } from './program';

/**
 * Finds a format's variables in a line. It never goes back: a segment is put at the first place where it fits, and one
 * look from the right tells whether it would fit at another place too. So the work grows with the length of the line;
 * a line made to cost more is given up.
 */
export class Splitter {
  /** By slot, where its value begins and ends. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  private readonly segments: readonly Segment[];
  /** Where each segment begins. */
  private readonly begins: Int32Array;
  private line = '';
  private work = 0;

  constructor({ names, segments }: Program) {
    this.segments = segments;
    this.from = new Int32Array(names.length);
    this.to = new Int32Array(names.length);
    this.begins = new Int32Array(segments.length);
  }

  /** `no` where the line is not in the format, `many` where it can be read in more than one way: then values are those of the first. */
  split(line: string): 'no' | 'one' | 'many' {
    this.line = line;
    this.work = 8 * line.length + 1000;
    if (!this.placeAll()) return 'no';
    return this.fitsElsewhere() ? 'many' : 'one';
  }

  private placeAll(): boolean {
    const last = this.segments.length - 1;
    let at = 0;
    for (let index = 0; index <= last; index++) {
      const { before, steps } = this.segments[index] as Segment;
      const end = before < 0 ? this.walk(steps, 0) : this.place(steps, at, index === last);
      if (end < 0 || (index === last && end !== this.line.length)) return false;
      if (before >= 0) {
        this.from[before] = at;
        this.to[before] = this.placed;
      }
      this.begins[index] = this.placed;
      at = end;
    }
    return true;
  }

  /** Where `place` put the segment. */
  private placed = 0;

  /** Puts steps at the first place at or after `from` where they fit, and says where they end; -1 where they fit nowhere. */
  private place(steps: readonly Step[], from: number, isLast: boolean): number {
    for (let at = this.next(steps, from); at >= 0 && this.work >= 0; at = this.next(steps, at + 1)) {
      const end = this.walk(steps, at);
      if (isLast ? end !== this.line.length : end < 0) continue;
      this.placed = at;
      return end;
    }
    return -1;
  }

  private next(steps: readonly Step[], from: number): number {
    const literal = steps.length > 0 ? (steps[0] as Step).literal : '';
    if (literal !== '') return this.line.indexOf(literal, from);
    return from <= this.line.length ? from : -1;
  }

  private previous(steps: readonly Step[], upTo: number): number {
    if (upTo < 0) return -1;
    const literal = steps.length > 0 ? (steps[0] as Step).literal : '';
    return literal === '' ? upTo : this.line.lastIndexOf(literal, upTo);
  }

  /** Where steps that begin at `at` end, or -1. What their variables hold is noted. */
  private walk(steps: readonly Step[], at: number): number {
    let end = at;
    for (let index = 0; index < steps.length && end >= 0; index++) {
      const step = steps[index] as Step;
      if (step.slot < 0) {
        end = this.line.startsWith(step.literal, end) ? end + step.literal.length : -1;
      } else {
        this.from[step.slot] = end;
        end = endOf(step, this.line, end);
        this.to[step.slot] = end;
        this.work -= end - at;
      }
    }
    this.work--;
    return end;
  }

  /** From the right: whether any segment fits further on than where it was put, all behind it staying in place. */
  private fitsElsewhere(): boolean {
    let bound = this.line.length;
    const last = this.segments.length - 1;
    for (let index = last; index > 0; index--) {
      const { steps } = this.segments[index] as Segment;
      const begin = this.begins[index] as number;
      const again = this.fitsBetween(steps, begin, { bound, isLast: index === last });
      if (again) return true;
      bound = begin;
    }
    return false;
  }

  private fitsBetween(
    steps: readonly Step[],
    begin: number,
    { bound, isLast }: { bound: number; isLast: boolean },
  ): boolean {
    let found = false;
    let tried = false;
    for (let at = this.previous(steps, bound); at > begin && !found; at = this.previous(steps, at - 1)) {
      const end = this.walk(steps, at);
      tried = true;
      // What cannot be decided is not said to be certain.
      found = this.work < 0 || (isLast ? end === bound : end >= 0 && end <= bound);
    }
    if (tried) this.walk(steps, begin);
    return found;
  }
}

/** Where a variable that ends by itself does so. */
function endOf({ members, scan }: Step, line: string, from: number): number {
  if (scan) return scan(line, from);
  let end = from;
  if (members) while (members[line.charCodeAt(end)] === 1) end++;
  return end;
}
