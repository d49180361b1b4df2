import type { Going } from './going';
import type { Production } from './rule';

/** What the person is asked. */
export interface Question {
  id: number;
  going: Going;
  marks: readonly Production[];
  /** Everybody as whom it goes: one word lets all of one question through. */
  as: readonly string[];
  /** Messages of a session are asked for once. */
  messages: boolean;
}

type Asked = Pick<Question, 'going' | 'marks' | 'messages'>;

interface Waiting {
  question: Question;
  key: string;
  answer: Promise<boolean>;
  settle: (yes: boolean) => void;
}

/** The questions that wait for the person, one at a time. They live outside React, as requests do. */
export class Gate {
  #waiting: readonly Waiting[] = [];
  #last = 0;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The question in front; null for none. */
  readonly question = (): Question | null => this.#waiting[0]?.question ?? null;

  /** Whether the person says yes. The same asked again while it is on screen is the same question. */
  ask(asked: Asked, signal?: AbortSignal): Promise<boolean> {
    if (signal?.aborted) return Promise.resolve(false);
    const key = keyOf(asked);
    const open = this.#waiting.find((one) => one.key === key);
    if (open) {
      const as = [...new Set([...open.question.as, asked.going.as])];
      this.#set(this.#waiting.map((one) => (one === open ? { ...one, question: { ...one.question, as } } : one)));
      return open.answer;
    }
    this.#last += 1;
    const id = this.#last;
    const { promise, resolve } = withResolve();
    const question: Question = { ...asked, id, as: [asked.going.as] };
    this.#set([...this.#waiting, { question, key, answer: promise, settle: resolve }]);
    signal?.addEventListener('abort', () => this.answer(id, false), { once: true });
    return promise;
  }

  answer(id: number, yes: boolean): void {
    const one = this.#waiting.find(({ question }) => question.id === id);
    if (!one) return;
    this.#set(this.#waiting.filter((other) => other !== one));
    one.settle(yes);
  }

  #set(waiting: readonly Waiting[]): void {
    this.#waiting = waiting;
    for (const listener of this.#listeners) listener();
  }
}

/** The questions of this page. */
export const gate = new Gate();

function keyOf({ going, marks, messages }: Asked): string {
  const { api, stage, method, target, test } = going;
  return JSON.stringify([api, stage, messages ? null : [method, target, test], marks]);
}

function withResolve(): { promise: Promise<boolean>; resolve: (yes: boolean) => void } {
  let resolve: (yes: boolean) => void = () => undefined;
  const promise = new Promise<boolean>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
