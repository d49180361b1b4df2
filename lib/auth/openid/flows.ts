import 'server-only';
import { randomBytes } from 'node:crypto';
import type { Tokens } from '@/lib/auth/sign-in/contract';
import { AppError } from '@/lib/core/error';
import { processWide } from '@/lib/core/process-wide';
import { closers } from '@/lib/wire/server/action';

/** How long a person may take at the issuer. */
export const PATIENCE_MS = 5 * 60_000;
/** Tokens that nobody fetches are forgotten. */
const KEPT_MS = 60_000;
/** More than anybody waits for at once; the oldest is given up. */
const MOST = 30;

interface Flow {
  tokens: Promise<Tokens>;
  stop(reason: AppError): void;
  /** The port where the redirect is caught, null for none. */
  port: number | null;
}

const flows = processWide('sign-in-flows', () => new Map<string, Flow>());

interface Beginning {
  port: number | null;
  /** Milliseconds until it is given up. */
  patienceMs: number;
  /** Waits for the person; `signal` says that there is nothing to wait for any more. */
  run(signal: AbortSignal): Promise<Tokens>;
}

/** Begins a sign-in that a person finishes elsewhere; the id can be used from any action of this console. */
export function beginFlow({ port, patienceMs, run }: Beginning): string {
  const id = randomBytes(16).toString('hex');
  const stop = new AbortController();
  const end = (reason: AppError) => stop.abort(reason);
  const cancel = () => end(cancelled());
  const timer = setTimeout(() => stop.abort(tooLate(patienceMs)), patienceMs);
  closers.add(cancel);
  const tokens = run(stop.signal).finally(() => {
    clearTimeout(timer);
    closers.delete(cancel);
    setTimeout(() => flows.delete(id), KEPT_MS).unref();
  });
  tokens.catch(() => undefined); // whoever waits is told; if nobody does, nobody needs to be
  if (flows.size >= MOST) {
    const [[oldest, flow] = []] = flows;
    flow?.stop(superseded('Too many sign-ins were begun after it.'));
    if (oldest !== undefined) flows.delete(oldest);
  }
  flows.set(id, { tokens, stop: end, port });
  return id;
}

/** The tokens of a sign-in, once. Throws why there are none. */
export async function finishFlow(id: string): Promise<Tokens> {
  const flow = flows.get(id);
  if (!flow) {
    throw new AppError('not-found', 'This sign-in is over.', { detail: { next: 'Sign in again.' } });
  }
  try {
    return await flow.tokens;
  } finally {
    flows.delete(id);
  }
}

/** Ends a sign-in; whoever waits for it is told. */
export function cancelFlow(id: string): void {
  flows.get(id)?.stop(cancelled());
}

/** A person who starts again has given up what came before: its port is needed. Resolves when the port is free. */
export async function giveUpPort(port: number): Promise<void> {
  const before = [...flows.values()].filter((flow) => flow.port === port);
  const reason = superseded(`Another sign-in was begun, and it comes back to port ${port} too.`);
  for (const flow of before) flow.stop(reason);
  await Promise.allSettled(before.map(({ tokens }) => tokens));
}

const turns = processWide('sign-in-ports', () => new Map<number, Promise<unknown>>());

/** Begins one sign-in at a time for each port, so that the later one finds the earlier and not a port in use. */
export function inTurn<T>(port: number, begin: () => Promise<T>): Promise<T> {
  const turn = (turns.get(port) ?? Promise.resolve()).then(begin, begin);
  turns.set(port, turn);
  const over = () => {
    if (turns.get(port) === turn) turns.delete(port);
  };
  turn.then(over, over);
  return turn;
}

/** Rejects with the reason as soon as a signal is aborted. */
export function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function cancelled(): AppError {
  return new AppError('cancelled', 'This sign-in was cancelled.');
}

function superseded(message: string): AppError {
  return new AppError('sign-in-refused', `This sign-in was given up. ${message}`, {
    detail: { next: 'Sign in again here when the other one is done.' },
  });
}

function tooLate(patienceMs: number): AppError {
  return new AppError('timed-out', `Nobody signed in within ${Math.round(patienceMs / 60_000)} minutes.`, {
    detail: { next: 'Start again.' },
  });
}
