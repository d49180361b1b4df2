import type { Identity } from '@/components/identity/identity';
import { Failed } from '@/components/shell/answer';
import type { Failure } from '@/lib/core/error';

/** One identity of a run, and how far its request has come. */
export interface Member {
  identity: Identity;
  state: /** Renewed before it is sent. */
    | { type: 'preparing' }
    | { type: 'failed'; failure: Failure }
    | { type: 'cancelled' }
    /** On its way or answered: the exchange knows. */
    | { type: 'sent'; exchange: string };
}

/** The same request as several identities; the first is what the others are compared with. Never changed, always replaced. */
export interface Run {
  id: number;
  members: readonly Member[];
}

export interface Caller {
  /** The identity as it can be sent. Throws Failed. */
  ready: (identity: Identity) => Promise<Identity>;
  /** Sends, and answers with the id of the exchange at once. */
  send: (identity: Identity) => string;
  cancel: (exchange: string) => void;
}

/** More would be a load test, and no screen shows them side by side. */
export const MOST_MEMBERS = 8;

/** The last run of each place. They live outside React: a window that is closed and opened again finds them. */
export class CallRuns {
  readonly #runs = new Map<string, { run: Run; caller: Caller }>();
  readonly #listeners = new Set<() => void>();
  #last = 0;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  of(place: string): Run | null {
    return this.#runs.get(place)?.run ?? null;
  }

  /** Sends as each at once. What goes wrong with one is told of that one and holds up nobody else. */
  start(place: string, members: readonly Identity[], caller: Caller): void {
    this.#last += 1;
    const id = this.#last;
    const run: Run = { id, members: members.slice(0, MOST_MEMBERS).map((identity) => fresh(identity)) };
    this.#runs.set(place, { run, caller });
    this.#tell();
    for (const { identity } of run.members) void this.#call({ place, id }, identity, caller);
  }

  /** Stops what is still on its way. */
  cancel(place: string): void {
    const known = this.#runs.get(place);
    if (!known) return;
    for (const { state } of known.run.members) if (state.type === 'sent') known.caller.cancel(state.exchange);
    const members = known.run.members.map((member): Member => {
      return member.state.type === 'preparing' ? { ...member, state: { type: 'cancelled' } } : member;
    });
    this.#runs.set(place, { ...known, run: { ...known.run, members } });
    this.#tell();
  }

  /** Calls once more as one of them, made ready in another way; the others' answers stay. */
  again(place: string, identity: Identity, ready: Caller['ready']): void {
    const known = this.#runs.get(place);
    if (!known) return;
    this.#set(place, identity, { type: 'preparing' });
    void this.#call({ place, id: known.run.id }, identity, { ...known.caller, ready });
  }

  async #call(at: { place: string; id: number }, identity: Identity, caller: Caller): Promise<void> {
    const state = await caller
      .ready(identity)
      .then((ready): Member['state'] | null => {
        if (!this.#isPreparing(at, identity)) return null;
        return { type: 'sent', exchange: caller.send(ready) };
      })
      .catch((error: unknown): Member['state'] => ({ type: 'failed', failure: failureOf(error) }));
    if (state && this.#isPreparing(at, identity)) this.#set(at.place, identity, state);
  }

  /** False once the run was cancelled or another one took its place. */
  #isPreparing({ place, id }: { place: string; id: number }, identity: Identity): boolean {
    const run = this.of(place);
    const member = run?.members.find((one) => one.identity.id === identity.id);
    return run?.id === id && member?.state.type === 'preparing';
  }

  #set(place: string, identity: Identity, state: Member['state']): void {
    const known = this.#runs.get(place);
    if (!known) return;
    const members = known.run.members.map((one) => (one.identity.id === identity.id ? { ...one, state } : one));
    this.#runs.set(place, { ...known, run: { ...known.run, members } });
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function fresh(identity: Identity): Member {
  return { identity, state: { type: 'preparing' } };
}

function failureOf(error: unknown): Failure {
  if (error instanceof Failed) return error.failure;
  return { code: 'unexpected', message: 'The request could not be made.' };
}
