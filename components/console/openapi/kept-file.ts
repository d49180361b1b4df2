import { useEffect, useSyncExternalStore } from 'react';
import { localSlot, shelf } from '@/components/store';
import type { OpenApiFile } from '@/lib/core/openapi/operation';

// An imported file stays in this browser, for its API, until somebody takes it away. It is documentation that people
// hand around; of what is made from it a draft is masked like any other.

/** An OpenAPI file as it was imported. */
export interface KeptFile {
  /** Null where it was pasted. */
  name: string | null;
  /** Milliseconds since 1970. */
  readAt: number;
  file: OpenApiFile;
}

/** `undefined` while it is read from the browser's storage. */
type Held = KeptFile | null | undefined;

const files = shelf<KeptFile>('openapi', parseKept);
/** For which APIs there is a file: known at once, so that nobody else waits. */
const places = localSlot<string[]>('openapi', {
  fallback: [],
  parse: (value) => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : null),
});
const held = new Map<string, KeptFile | null>();
const listeners = new Set<() => void>();

/** The file of an API. */
export function useKeptFile(place: string): Held {
  const file = useSyncExternalStore(
    subscribe,
    () => read(place),
    () => null,
  );
  useEffect(() => {
    // What was kept or taken away meanwhile counts more.
    if (file === undefined) void files.read(place).then((kept) => held.has(place) || hold(place, kept));
  }, [file, place]);
  return file;
}

/** Keeps a file for an API; null takes away what is there. False where the browser forgets it with the page. */
export async function keepFile(place: string, file: KeptFile | null): Promise<boolean> {
  hold(place, file);
  const others = places.read().filter((one) => one !== place);
  if (file === null) {
    places.write(others);
    await files.remove(place);
    return true;
  }
  const kept = await files.write(place, file);
  if (kept && held.get(place) === file) places.write([...others, place]);
  return kept;
}

function read(place: string): Held {
  if (held.has(place)) return held.get(place);
  return places.read().includes(place) ? undefined : null;
}

function hold(place: string, file: KeptFile | null): void {
  held.set(place, file);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function parseKept(value: unknown): KeptFile | null {
  const kept = value as Partial<KeptFile> | null;
  const { operations, shared, remote, broken } = kept?.file ?? {};
  const whole = [operations, remote, broken].every(Array.isArray) && typeof shared === 'object' && shared !== null;
  return whole && typeof kept?.readAt === 'number' ? (kept as KeptFile) : null;
}
