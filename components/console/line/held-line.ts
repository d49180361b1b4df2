import { StreamStore } from '@/components/console/stream/stream-store';
import { type Going, goingOf } from '@/components/guard/going';
import { SessionWord } from '@/components/guard/session-word';
import type { SentAs } from '@/components/identity/sent-as';
import { ENTRY, type HowToClose } from '@/lib/core/line';
import type { Foresight } from '@/lib/diagnosis/exchange';
import { type LineBatch, type LineHandle, type LineListener, openLine, resumeLine } from '@/lib/wire/browser/live';
import type { Reply } from '@/lib/wire/reply';
import { afterLineEvent, type LineState, NEW_LINE } from './line-state';

/** As whom a line was opened, and what was expected to come of it. */
export interface LineProof {
  as: SentAs;
  foresight: Foresight | null;
  /** The id of the authorization mode, where an API has several. */
  mode: string | null;
}

/** What a line is called and to whom it belongs, for lists of them. Nothing in here proves who asks. */
export interface LineLabel {
  /** The API, and what of it: lines are listed by it. */
  place: string;
  /** As whom: the identity's name. */
  as: string;
  startedAt: number;
  /** What the console that opened it wants to know again after a reload. */
  about: Record<string, string>;
  /** How it was proved who asks, for whoever says why it was refused; names only. Lines that an earlier version opened do not say it. */
  sent?: LineProof;
  /** What it leads to, for the guard. Lines that an earlier version opened do not say it. */
  to?: Going;
}

/** One line that this tab holds: all that was said on it, where it stands, and the ways to say something. */
export class HeldLine implements LineListener {
  readonly label: LineLabel;
  readonly store = new StreamStore();
  #state = NEW_LINE;
  readonly #word: SessionWord;
  readonly #handle: LineHandle;
  readonly #listeners = new Set<() => void>();

  private constructor(label: LineLabel, open: (listener: LineListener) => LineHandle) {
    this.label = label;
    this.#word = new SessionWord(label.to);
    this.#handle = open(this);
  }

  static open(label: LineLabel, input: unknown): HeldLine {
    // Labels are stored, and a query may hold what proves who asks.
    const to = { ...goingOf(input, { as: { label: label.as } }), query: [] };
    return new HeldLine({ ...label, to }, (listener) => openLine(input, listener));
  }

  /** Takes up a line that an earlier page of this tab opened, from its first entry on. */
  static resume(label: LineLabel, id: string): HeldLine {
    return new HeldLine(label, (listener) => resumeLine(id, listener));
  }

  get id(): string {
    return this.#handle.id;
  }

  /** Says something. The first message to production waits for the person's word. */
  say(input: unknown, bytes?: Uint8Array): Promise<Reply<null>> {
    const asking = this.#word.whyNot(input);
    if (asking === null) return this.#handle.say(input, bytes);
    return asking.then((failure) => (failure ? { ok: false, failure } : this.#handle.say(input, bytes)));
  }

  close(how?: HowToClose): void {
    this.#handle.close(how);
  }

  forget(): void {
    this.#handle.forget();
  }

  batch(batch: LineBatch): void {
    this.store.append(batch);
    let state = this.#state;
    for (let index = 0; index < batch.count; index += 1) {
      if (batch.tag(index) === ENTRY.event) state = afterLineEvent(state, batch.event(index), batch.at(index));
    }
    this.#settle({ ...state, lastAt: Math.max(state.lastAt ?? 0, batch.at(batch.count - 1)) });
  }

  link(link: LineState['link']): void {
    this.#settle({ ...this.#state, link });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): LineState => this.#state;

  #settle(state: LineState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
