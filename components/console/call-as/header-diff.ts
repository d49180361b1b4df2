import type { Pair } from '@/lib/core/outcome';

/** A header that two answers have differently; null where an answer lacks it. */
export interface HeaderChange {
  name: string;
  first: string | null;
  other: string | null;
}

export interface HeaderDiff {
  changes: HeaderChange[];
  /** Names of headers that differ from answer to answer whoever asks. */
  always: string[];
}

/** Dates, and the names under which AWS and proxies number each request. */
const ALWAYS =
  /^(date|age|expires|x-cache|x-amz-cf-(id|pop)|via|server-timing|x-response-time|x-runtime|apigw-requestid|x-amz-apigw-id|x-amz(n|on)?-?(request-?id|trace-id|remapped-.*)|.*-?(request|trace|correlation)-?id|traceparent)$/i;

/** How the headers of another answer differ from those of the first, by name. */
export function headerDiff(first: readonly Pair[], other: readonly Pair[]): HeaderDiff {
  const [a, b] = [valuesOf(first), valuesOf(other)];
  const names = [...new Set([...a.keys(), ...b.keys()])];
  const changes = names
    .map((name) => ({ name, first: a.get(name) ?? null, other: b.get(name) ?? null }))
    .filter((change) => change.first !== change.other);
  return {
    changes: changes.filter(({ name }) => !ALWAYS.test(name)),
    always: changes.filter(({ name }) => ALWAYS.test(name)).map(({ name }) => name),
  };
}

function valuesOf(headers: readonly Pair[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = values.get(key);
    values.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return values;
}
