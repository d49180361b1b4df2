import type { Readable } from 'node:stream';
import type { WebSocket } from 'ws';
import type { LambdaFunction } from '@/sandbox/lambda/model';
import type { Upgrading } from '@/sandbox/upgrading';

/** A function whose code is no text in a template: what `aws cloudformation package` would upload, here a module of the sandbox. */
export interface PackagedFunction {
  handler: (event: unknown) => Promise<unknown>;
  /** An answer that comes bit by bit, for requests that ask for one; undefined for all others. */
  stream?: (event: unknown) => Promise<Streamed | undefined>;
  /** Speaks over a WebSocket. The event is that of the request that asked for it; `prepare` is first to get hold of the line. */
  socket?: (upgrading: Upgrading, event: unknown, prepare: (line: WebSocket) => void) => void;
}

export interface Streamed {
  status: number;
  headers: [name: string, value: string][];
  body: Readable;
}

/** By the folder that a template names as the function's code. A module is loaded when its function is first called. */
const PACKAGES: Record<string, () => Promise<(fn: LambdaFunction) => PackagedFunction>> = {
  'blog-graphql': async () => (await import('@/sandbox/apollo/blog/function')).blogFunction,
};

/** A function stays warm: what it holds in memory is there at the next call. */
const warm = new WeakMap<LambdaFunction, Promise<PackagedFunction>>();

/** The function as it runs here; undefined where its code is elsewhere. */
export function packagedFunction(fn: LambdaFunction): Promise<PackagedFunction> | undefined {
  const load = PACKAGES[fn.packagedAs ?? ''];
  if (!load) return;
  const known = warm.get(fn) ?? load().then((make) => make(fn));
  warm.set(fn, known);
  return known;
}
