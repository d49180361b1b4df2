import type { Failure } from '@/lib/core/error';
import type { HowToClose } from '@/lib/core/line';
import { ACK_BYTES, commandWithBytes, LIVE_MESSAGE_BYTES, type LiveCommand, type LiveWord } from '@/lib/wire/live';
import type { Reply } from '@/lib/wire/reply';
import type { LineHandle, LineListener } from './live';
import type { Batch } from './live-batch';

/** How much may wait for its reply on one line, also while the link is down. */
const MAX_UNANSWERED = 1000;

/** What a line needs of its tab. `send` does nothing while the link is down: the line says all again when it is up. */
export interface Wire {
  send(message: string | Uint8Array<ArrayBuffer>): void;
  /** The line is no longer wanted. */
  forget(line: TabLine): void;
}

interface Unanswered {
  message: string | Uint8Array<ArrayBuffer>;
  resolve: (reply: Reply<null>) => void;
}

/** One line as its tab sees it: what has come, what was said and has no reply, and what is to be said again after a break. */
export class TabLine implements LineHandle {
  readonly id: string;
  readonly number: number;
  readonly #wire: Wire;
  readonly #listener: LineListener;
  readonly #voice = crypto.randomUUID();
  /** Until the server has it. */
  #input: { input?: unknown };
  #after: number;
  #unacknowledged = 0;
  #calls = 0;
  readonly #unanswered = new Map<number, Unanswered>();
  #closing: HowToClose | null = null;
  #isDown = false;
  #over = false;

  constructor(
    at: { id: string; number: number },
    from: { input?: unknown; after: number },
    listener: LineListener,
    wire: Wire,
  ) {
    this.id = at.id;
    this.number = at.number;
    this.#input = 'input' in from ? { input: from.input ?? null } : {};
    this.#after = from.after;
    this.#listener = listener;
    this.#wire = wire;
  }

  say(input: unknown, bytes?: Uint8Array): Promise<Reply<null>> {
    if (this.#over) return Promise.resolve({ ok: false, failure: over() });
    if (this.#unanswered.size >= MAX_UNANSWERED) return Promise.resolve({ ok: false, failure: tooMuch() });
    this.#calls += 1;
    const call = this.#calls;
    const [oldest] = this.#unanswered.keys();
    const command: LiveCommand = { type: 'say', line: this.number, call, done: (oldest ?? call) - 1, input };
    const message = bytes === undefined ? JSON.stringify(command) : commandWithBytes(command, bytes);
    if (message.length > LIVE_MESSAGE_BYTES) return Promise.resolve({ ok: false, failure: tooLarge() });
    return new Promise((resolve) => {
      this.#unanswered.set(call, { message, resolve });
      this.#wire.send(message);
    });
  }

  close(how: HowToClose = { cut: false }): void {
    if (this.#over) return;
    this.#closing = how;
    this.#send({ type: 'close', line: this.number, how });
  }

  forget(): void {
    if (this.#over) return;
    this.#finish();
    this.#wire.forget(this);
  }

  /** The link is there: says all that the server may not know. */
  greet(): void {
    this.#unacknowledged = 0;
    this.#send({
      type: 'open',
      line: this.number,
      id: this.id,
      voice: this.#voice,
      after: this.#after,
      ...this.#input,
    });
    for (const { message } of this.#unanswered.values()) this.#wire.send(message);
    if (this.#closing !== null) this.#send({ type: 'close', line: this.number, how: this.#closing });
  }

  /** The link broke, or does not come about. */
  down(): void {
    if (this.#isDown) return;
    this.#isDown = true;
    this.#listener.link('down');
  }

  hear(word: LiveWord): void {
    if (word.type === 'up') {
      this.#input = {};
      this.#isDown = false;
      this.#listener.link('up');
    } else if (word.type === 'reply') {
      this.#unanswered.get(word.call)?.resolve(word.reply);
      this.#unanswered.delete(word.call);
    }
  }

  /** Nothing comes twice: what was under way when the link broke is passed over. */
  take(batch: Batch): void {
    if (this.#over || batch.lastSeq <= this.#after) return;
    this.#after = batch.lastSeq;
    this.#unacknowledged += batch.bytes.length;
    try {
      this.#listener.batch(batch);
    } finally {
      this.#acknowledge();
    }
  }

  gone(): void {
    if (this.#over) return;
    this.#finish();
    this.#listener.link('gone');
  }

  #acknowledge(): void {
    if (this.#unacknowledged < ACK_BYTES || this.#over) return;
    this.#unacknowledged = 0;
    this.#send({ type: 'ack', line: this.number, seq: this.#after });
  }

  #finish(): void {
    this.#over = true;
    for (const { resolve } of this.#unanswered.values()) resolve({ ok: false, failure: over() });
    this.#unanswered.clear();
  }

  #send(command: LiveCommand): void {
    this.#wire.send(JSON.stringify(command));
  }
}

function over(): Failure {
  return { code: 'not-found', message: 'This line is over. It is not known whether this was sent. Open it again.' };
}

function tooMuch(): Failure {
  return { code: 'throttled', message: `${MAX_UNANSWERED} messages already wait on this line. This one was not sent.` };
}

function tooLarge(): Failure {
  const limit = LIVE_MESSAGE_BYTES / 1024 ** 2;
  return { code: 'too-large', message: `A message may have ${limit} MiB here. API Gateway itself takes 128 KB.` };
}
