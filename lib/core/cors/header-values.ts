import type { Pair } from '@/lib/core/outcome';
import { isToken } from './content-type';

/** The lists that a preflight may answer with. A list that holds something else than words counts as broken. */
export type NameList = { names: string[] } | { broken: string } | null;

/** All values of a header as a browser reads them: joined by comma and space. Null where there is none. */
export function combinedValue(headers: readonly Pair[], name: string): string | null {
  const values = headers.filter(([one]) => one.toLowerCase() === name).map(([, value]) => trimmed(value));
  return values.length === 0 ? null : values.join(', ');
}

export function countOf(headers: readonly Pair[], name: string): number {
  return headers.filter(([one]) => one.toLowerCase() === name).length;
}

/** A header that lists methods or names (fetch.spec.whatwg.org, extract header list values). Empty elements count for nothing. */
export function namesIn(headers: readonly Pair[], name: string): NameList {
  const value = combinedValue(headers, name);
  if (value === null) return null;
  const parts = value.split(',').map(trimmed).filter(Boolean);
  const broken = parts.find((part) => !isToken(part));
  return broken === undefined ? { names: parts } : { broken };
}

function trimmed(value: string): string {
  return value.replace(/^[\t ]+|[\t ]+$/g, '');
}
