import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import type { AnswerEnd } from '@/lib/core/outcome';
import { canDecode, codingsOf, decoders } from './decode';
import { Spool } from './spool';
import type { Stop } from './stop';

/** Where the body of an answer goes. `bytes` returns false when the receiver is full; then `drained` is waited for. */
export interface Receiver {
  bytes(chunk: Uint8Array): boolean;
  drained(): Promise<void>;
}

export type Cut = NonNullable<AnswerEnd['cut']>;

export interface Received {
  bytes: { wire: number; decoded: number };
  cut: Cut | null;
  download: string | null;
}

export interface BodyOptions {
  receiver: Receiver;
  stop: Stop;
  /** Decoded bytes that are delivered at most. */
  capBytes: number;
  /** The request's target, from whose path a download has its name. */
  target: string;
}

/** Reads the body of one answer: decodes it, delivers it no faster than it is taken, and keeps what is not delivered. */
export class Body {
  #wire = 0;
  #decoded = 0;
  #cut: Cut | null = null;
  /** `capped`: the limit was reached. `done`: nothing after this point is delivered, for another reason. */
  #state: 'open' | 'capped' | 'done' = 'open';
  #holds = 0;
  #writes = 0;
  #stages: Transform[] = [];
  #firstByte = 0;
  #whenIdle: (() => void) | null = null;
  #finish: () => void = () => undefined;
  readonly #response: IncomingMessage;
  readonly #options: BodyOptions;
  readonly #codings: readonly string[];
  readonly #spool: Spool | null;

  constructor(response: IncomingMessage, options: BodyOptions) {
    this.#response = response;
    this.#options = options;
    this.#codings = codingsOf(response.headers['content-encoding']);
    const length = Number(response.headers['content-length'] ?? Number.NaN);
    const mayExceed = this.#codings.length > 0 || !(length <= options.capBytes);
    this.#spool = mayExceed ? new Spool() : null;
  }

  receive(): Promise<Received> {
    return new Promise((resolve) => {
      let finished = false;
      this.#finish = () => {
        if (!finished) resolve(this.#received());
        finished = true;
      };
      this.#response.on('data', (chunk: Buffer) => this.#take(chunk));
      this.#response.on('end', () => this.#ended());
      this.#response.on('error', () => undefined); // `close` tells it
      this.#response.on('close', () => this.#ended());
    });
  }

  #received(): Received | Promise<Received> {
    this.#destroyStages();
    const received = (download: string | null): Received => ({
      bytes: { wire: this.#wire, decoded: this.#decoded },
      cut: this.#cut,
      download,
    });
    return this.#spool === null ? received(null) : this.#settle(this.#spool).then(received);
  }

  #take(chunk: Buffer): void {
    if (this.#wire === 0) this.#begin(chunk[0] ?? 0);
    this.#wire += chunk.length;
    const full = this.#spool?.add(chunk) ?? null;
    if (full !== null) this.#hold(full);
    const [first] = this.#stages;
    if (first !== undefined) this.#decode(first, chunk);
    else if (this.#state === 'open') this.#deliver(chunk);
    else if (this.#spool?.whole === false) this.#response.destroy();
  }

  #begin(firstByte: number): void {
    this.#firstByte = firstByte;
    if (this.#codings.length === 0) return;
    if (!canDecode(this.#codings)) {
      this.#cut = undecodable(`The body is encoded as ${this.#codings.join(', ')}, which cannot be decoded here.`);
      return;
    }
    this.#stages = decoders(this.#codings, firstByte);
    this.#stages.forEach((stage, at) => {
      const next = this.#stages[at + 1];
      if (next !== undefined) stage.pipe(next);
      stage.on('error', () => this.#undecodable());
    });
    const last = this.#stages.at(-1);
    last?.on('data', (chunk: Buffer) => this.#deliver(chunk));
    last?.on('end', () => this.#decodedAll());
  }

  #decode(first: Transform, chunk: Buffer): void {
    this.#writes += 1;
    const written = new Promise<void>((resolve) => {
      first.write(chunk, () => {
        this.#writes -= 1;
        resolve();
        this.#checkIdle();
      });
    });
    if (first.writableNeedDrain) this.#hold(written);
  }

  #deliver(chunk: Buffer): void {
    if (this.#state !== 'open') return;
    const room = this.#options.capBytes - this.#decoded;
    const part = chunk.length > room ? chunk.subarray(0, room) : chunk;
    this.#decoded += part.length;
    const last = this.#stages.at(-1);
    if (part.length > 0 && !this.#options.receiver.bytes(part)) {
      last?.pause();
      this.#hold(this.#options.receiver.drained().then(() => void last?.resume()));
    }
    if (chunk.length > room) this.#stopDelivering('capped');
    else this.#checkIdle();
  }

  #stopDelivering(state: 'capped' | 'done'): void {
    this.#state = state;
    this.#destroyStages();
    if (this.#hasAll) this.#finish();
  }

  #destroyStages(): void {
    for (const stage of this.#stages) stage.destroy();
    this.#stages = [];
  }

  /** The answer is held back until `until`; several reasons may overlap. */
  #hold(until: Promise<unknown>): void {
    if (this.#holds === 0) this.#response.pause();
    this.#holds += 1;
    const release = (): void => {
      this.#holds -= 1;
      if (this.#holds === 0) this.#response.resume();
    };
    until.then(release, release);
  }

  get #hasAll(): boolean {
    return this.#response.complete && this.#response.readableEnded;
  }

  /** The wire has nothing more: the body is whole, or the connection broke or was stopped. */
  #ended(): void {
    if (!this.#hasAll) {
      const left = this.#response.read() as Buffer | null; // what came before the break and was held back
      if (left !== null) this.#take(left);
      if (this.#state !== 'capped') this.#cut ??= this.#broken();
      this.#afterDecoding(this.#finish);
    } else if (this.#stages.length === 0) {
      this.#finish();
    } else {
      this.#afterDecoding(() => void this.#stages[0]?.end());
    }
  }

  /** Waits until all that was decoded so far is delivered: a stage that fails at its end would drop it. */
  #afterDecoding(next: () => void): void {
    this.#whenIdle = next;
    this.#checkIdle();
  }

  #checkIdle(): void {
    if (this.#whenIdle === null) return;
    const [stage] = this.#stages;
    const stopped = this.#options.stop.reason !== null;
    const idle = stage === undefined || this.#stages.length > 1 || (this.#writes === 0 && stage.readableLength === 0);
    if (!idle && !stopped) return;
    const next = this.#whenIdle;
    this.#whenIdle = null;
    next();
  }

  /** The coded stream has reached its own end, which may come before that of the body. */
  #decodedAll(): void {
    this.#stopDelivering('done');
  }

  #broken(): Cut {
    const { stop } = this.#options;
    if (stop.reason !== null) {
      return { reason: stop.reason, message: `${stop.sentence}; what arrived until then is kept.` };
    }
    return { reason: 'broken', message: 'The connection broke before the body was whole; what arrived is kept.' };
  }

  #undecodable(): void {
    if (this.#state !== 'open' || this.#cut !== null) {
      // Nobody else will: a coder that fails forgets the write it was at, and the wire may have ended already.
      this.#destroyStages();
      this.#checkIdle();
      return;
    }
    const codings = this.#codings.join(', ');
    const raw = this.#decoded === 0 ? (this.#spool?.memory ?? null) : null;
    if (raw === null) {
      this.#cut = undecodable(`The body is not valid ${codings} to its end; what could be decoded is shown.`);
      this.#stopDelivering('done');
      return;
    }
    this.#cut = undecodable(`The body is labelled ${codings} but is not; it is shown as it came.`);
    this.#destroyStages();
    for (const chunk of raw) this.#deliver(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    if (this.#hasAll) this.#finish();
  }

  async #settle(spool: Spool): Promise<string | null> {
    if (this.#state !== 'capped') {
      await spool.drop();
      return null;
    }
    const id = this.#hasAll ? await spool.keep(this.#kept()) : null;
    if (id === null) await spool.drop();
    const shown = `Only the first ${Math.round(this.#options.capBytes / 1024 ** 2)} MiB are shown`;
    const rest = id === null ? 'the rest did not arrive or was too large to keep' : 'download the body to see the rest';
    this.#cut = { reason: 'cap', message: `${shown}; ${rest}.` };
    return id;
  }

  #kept() {
    return {
      codings: this.#cut === null ? this.#codings : [],
      firstByte: this.#firstByte,
      contentType: this.#response.headers['content-type'] ?? null,
      name: fileName(this.#options.target),
    };
  }
}

function undecodable(message: string): Cut {
  return { reason: 'undecodable', message };
}

/** A name for a downloaded body: the last word of the path, of letters that any file system takes. */
function fileName(target: string): string {
  const path = target.split('?', 1)[0] ?? '';
  return (
    path
      .split('/')
      .at(-1)
      ?.replace(/[^A-Za-z0-9._-]/g, '')
      .replace(/^\.+/, '')
      .slice(0, 80) || 'body'
  );
}
