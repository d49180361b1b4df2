import { oneTask } from '@/components/console/one-task';
import type { OpenApiRead } from '@/lib/core/openapi/read';
import { tooLong } from './most-bytes';

/** A file that takes longer than this is not worth the wait. */
const LONGEST_MS = 60_000;

/** A file that is being read, off the page. */
export interface Reading {
  read: Promise<OpenApiRead>;
  /** Then nobody hears of it any more. */
  stop: () => void;
}

/** Reads a file, or what was pasted. It leaves this browser for nowhere. */
export function startReading(file: Blob): Reading {
  const refused = tooLong(file.size);
  if (refused !== null) return { read: Promise.resolve({ refused }), stop: () => undefined };
  const worker = new Worker(new URL('./openapi.worker.ts', import.meta.url), { type: 'module' });
  const end = oneTask<Blob, OpenApiRead>(worker, file, { longestMs: LONGEST_MS });
  return {
    read: end.then((how) => ('done' in how ? how.done : { refused: failed(how.failed) })),
    stop: () => worker.terminate(),
  };
}

function failed(why: string): string {
  return `This could not be read: ${why} As JSON a large file is read many times faster than as YAML.`;
}
