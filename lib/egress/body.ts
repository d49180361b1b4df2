import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { type Cut, followed, interrupted, notToItsEnd, tooLarge, unknownCoding, wrongLabel } from './cut';
import { bytesTaken, canDecode, codingsOf, decoders, drainedOrClosed } from './decode';
import { fileName } from './file-name';
import { gunzipStart, isGzip } from './gzip';
import { Spool } from './spool';
import type { Stop } from './stop';

/** Where the body of an answer goes. `bytes` returns false when the receiver is full; then `drained` is waited for. */
export interface Receiver {
  bytes(chunk: Uint8Array): boolean;
  drained(): Promise<void>;
}

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
  /** How much of the wire belongs to the coded body, where that is less than all. */
  #codedBytes: number | null = null;
  #over = false;
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
      this.#finish = () => {
        if (this.#over) return;
        this.#over = true;
        resolve(this.#received());
      };
      this.#response.on('data', (chunk: Buffer) => this.#take(chunk));
      this.#response.on('end', () => this.#ended());
      this.#response.on('error', () => undefined); // `close` tells it
      this.#response.on('close', () => this.#ended());
      this.#options.stop.whenTripped(() => this.#stopped());
    });
  }

  #received(): Received | Promise<Received> {
    this.#destroyStages();
    const more = this.#codedBytes === null ? 0 : this.#wire - this.#codedBytes;
    if (more > 0) this.#cut ??= followed(this.#codings, more);
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
      this.#cut = unknownCoding(this.#codings);
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
    first.write(chunk, () => {
      this.#writes -= 1;
      this.#checkIdle();
    });
    if (first.writableNeedDrain) this.#hold(drainedOrClosed(first));
  }

  #deliver(chunk: Buffer): void {
    if (this.#state !== 'open' || this.#over) return;
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
    if (this.#over) return;
    if (!this.#hasAll) {
      const left = this.#response.read() as Buffer | null; // what came before the break and was held back
      if (left !== null) this.#take(left);
      this.#afterDecoding(() => this.#broke());
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
    const [stage] = this.#stages;
    // Zeros after gzip are padding, and anything else there is an error of its coder.
    if (this.#stages.length === 1 && !isGzip(this.#codings)) this.#codedBytes = bytesTaken(stage);
    this.#stopDelivering('done');
  }

  /** Nobody waits for the rest any longer, whether it has arrived or not. */
  #stopped(): void {
    if (this.#over) return;
    this.#response.read(); // what was held back goes the way of all data
    const { reason, sentence } = this.#options.stop;
    if (reason !== null) this.#interrupted(reason, sentence);
  }

  #broke(): void {
    const raw = this.#undecoded();
    if (raw !== null) this.#showRaw(raw, wrongLabel(this.#codings));
    this.#interrupted('broken', 'The connection broke before the body was whole');
  }

  #interrupted(reason: Cut['reason'], sentence: string): void {
    if (this.#state !== 'capped') this.#cut = interrupted(reason, sentence, this.#cut);
    this.#finish();
  }

  /** All that came, where it is coded and nothing of it could be decoded yet. */
  #undecoded(): readonly Uint8Array[] | null {
    const none = this.#codings.length > 0 && this.#decoded === 0 && this.#state === 'open' && this.#cut === null;
    return none ? (this.#spool?.memory ?? null) : null;
  }

  #undecodable(): void {
    if (this.#state !== 'open' || this.#cut !== null) {
      // Nobody else will: a coder that fails forgets the write it was at, and the wire may have ended already.
      this.#destroyStages();
      this.#checkIdle();
      return;
    }
    if (!this.#showGood()) this.#showUndecodable();
    this.#destroyStages();
    if (this.#hasAll) this.#finish();
    else this.#checkIdle();
  }

  /** What a gzip body holds before something else follows it: its coder keeps the end of that to itself. */
  #showGood(): boolean {
    const memory = this.#spool?.memory ?? null;
    if (memory === null || this.#decoded > MOST_REPEATED || !isGzip(this.#codings)) return false;
    const good = gunzipStart(Buffer.concat(memory), MOST_REPEATED + 256 * 1024);
    if (good === null) return false;
    this.#codedBytes = good.consumed;
    this.#deliver(good.decoded.subarray(this.#decoded));
    if (this.#state === 'open') this.#state = 'done';
    return true;
  }

  #showUndecodable(): void {
    if (this.#whenIdle !== null && !this.#hasAll) return; // the connection broke, which is told instead
    const raw = this.#undecoded();
    if (raw !== null) {
      this.#showRaw(raw, wrongLabel(this.#codings));
    } else {
      this.#cut = notToItsEnd(this.#codings);
      this.#state = 'done';
    }
  }

  #showRaw(raw: readonly Uint8Array[], cut: Cut): void {
    this.#cut = cut;
    this.#destroyStages();
    for (const chunk of raw) this.#deliver(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  }

  async #settle(spool: Spool): Promise<string | null> {
    if (this.#state !== 'capped') {
      await spool.drop();
      return null;
    }
    const id = this.#hasAll ? await spool.keep(this.#kept()) : null;
    if (id === null) await spool.drop();
    this.#cut = tooLarge(this.#options.capBytes, { kept: id !== null });
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

/** Decoded bytes up to which a body is decoded a second time to have its last ones. */
const MOST_REPEATED = 4 * 1024 ** 2;
