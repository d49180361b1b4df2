import { hasChar, scanOf } from './charset';
import type { Part } from './template';
import { charsetOf } from './variables';

/**
 * Text that must stand just here, or a variable whose end shows by its own characters. Every step has the same members,
 * in the same order: millions of lines go through them.
 */
export interface Step {
  /** Empty for a variable. */
  literal: string;
  /** Of a variable whose characters are of one set: by code, whether a character belongs to it. */
  members: Uint8Array | null;
  /** Of a variable that has more of a shape than that: where it ends. */
  scan: ((line: string, from: number) => number) | null;
  /** -1 for text. */
  slot: number;
}

/** Steps that follow each other without a gap. Where they begin is free if a variable of any text comes before them. */
export interface Segment {
  /** The variable that fills what lies before; -1 for the first segment, which begins the line. */
  before: number;
  steps: Step[];
}

export interface Program {
  /** By slot: the variables in the order of the format. */
  names: string[];
  segments: Segment[];
}

/** Turns a format's parts into what a line is compared with from left to right. */
export function programOf(parts: readonly Part[]): Program {
  const names: string[] = [];
  const segments: Segment[] = [{ before: -1, steps: [] }];
  for (const [index, part] of parts.entries()) {
    const steps = segments.at(-1)?.steps ?? [];
    if ('literal' in part) {
      steps.push({ literal: part.literal, members: null, scan: null, slot: -1 });
      continue;
    }
    const slot = names.push(part.name) - 1;
    const charset = charsetOf(part.name);
    if (charset === 'text' || !endsByItself(part.name, parts[index + 1])) segments.push({ before: slot, steps: [] });
    else steps.push({ literal: '', ...scanOf(charset), slot });
  }
  return { names, segments };
}

/** Whether what follows a variable cannot be taken for a part of it. */
function endsByItself(name: string, next: Part | undefined): boolean {
  if (next === undefined) return true;
  const follows = 'literal' in next ? next.literal.charAt(0) : next.name === 'path' ? '/' : null;
  return follows !== null && !hasChar(charsetOf(name), follows);
}
