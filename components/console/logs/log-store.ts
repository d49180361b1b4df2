import { Chunks, type Limits } from '@/components/console/stream/chunks';
import { FrameTeller } from '@/components/console/stream/frame-teller';
import type { AccessLogReader } from '@/lib/core/access-log/reader';
import type { AccessLogRecord } from '@/lib/core/access-log/record';
import { ENTRY, type EntryTag, type LineEvent } from '@/lib/core/line';
import type { LogFrame } from '@/lib/core/log-frame';
import { LineTexts } from './line-texts';
import { LogChunk } from './log-chunk';

/** One line of a log as it is drawn, or something that happened to the reading of it. */
export interface LogRow {
  /** Counted from 0 in the order of arrival. */
  row: number;
  /** Its own time and that at which CloudWatch took it in, in ms since 1970. */
  at: number;
  ingestedAt: number;
  /** Which of the store's sources. */
  source: number;
  stream: string;
  tag: EntryTag;
  /** Not a copy: it is good as long as the row is kept. */
  message: Uint8Array;
}

/** A million lines of an ordinary access log; a scrollbar has no more pixels than for these rows. */
const LIMITS: Limits = { bytes: 320 * 1024 * 1024, rows: 1_200_000 };
/** When there is no more room, so much is let go at once. */
const LET_GO = 1 / 16;
/** Records of rows that were read last, so that drawing a row again does not read it again. */
const MOST_CACHED = 2_048;

/** Lines are gathered in pieces of this size: large enough to be searched at the speed of memory, small enough to let go. */
const CHUNK_BYTES = 2 * 1024 * 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** All lines of all logs that are looked at, as far as they are kept: in the order of arrival, those that came first let go and counted. */
export class LogStore {
  readonly #limits: Limits;
  readonly #chunks = new Chunks((firstRow, atLeast) => new LogChunk(firstRow, Math.max(CHUNK_BYTES, atLeast)));
  #lost = 0;
  /** Up to where whoever draws was told of rows. */
  #told = 0;
  #generation = 0;
  readonly #streams: string[] = [''];
  readonly #streamNumbers = new Map<string, number>([['', 0]]);
  readonly #readers: (AccessLogReader | null)[] = [];
  readonly #gone = new Set<number>();
  #names: readonly string[] | null = null;
  #events: number[] = [];
  readonly #texts = new LineTexts();
  readonly #cache = new Map<number, AccessLogRecord | null>();
  readonly #teller = new FrameTeller();

  constructor(limits: Limits = LIMITS) {
    this.#limits = limits;
  }

  /** Lines from a further log, read with `reader` where their format is known. The number under which they are pushed. */
  addSource(reader: AccessLogReader | null): number {
    this.#names = null;
    return this.#readers.push(reader) - 1;
  }

  /** A source's lines are no longer wanted. */
  removeSource(source: number): void {
    this.#gone.add(source);
    this.#names = null;
    this.#generation += 1;
    this.#teller.changed();
  }

  /** Whether somebody still wants what comes from a source. */
  isWanted(source: number): boolean {
    return !this.#gone.has(source);
  }

  /** The number of the first row that is kept. */
  get first(): number {
    return this.#chunks.first;
  }

  /** The number after that of the row that came last. */
  get end(): number {
    return this.#chunks.end;
  }

  get bytes(): number {
    return this.#chunks.bytes;
  }

  /** How many rows were let go because there was no more room. */
  get lost(): number {
    return this.#lost;
  }

  /** Another one where rows went otherwise than by being the first: whoever has counted them counts anew. */
  get generation(): number {
    return this.#generation;
  }

  get chunks(): readonly LogChunk[] {
    return this.#chunks.all;
  }

  /** The numbers of the rows that are events, rising. */
  get events(): readonly number[] {
    return this.#events;
  }

  /** Takes events of a frame from one to another; `settle` after the last one of a batch. */
  pushFrame(source: number, frame: LogFrame, from = 0, to = frame.count): void {
    const origin = { source, streams: frame.names.map((name) => this.#streamNumber(name)) };
    for (let next = from; next < to; ) {
      const chunk = this.#chunks.withRoom((frame.ends[next] as number) - (frame.ends[next - 1] ?? 0));
      const until = next + chunk.roomFor(frame.ends, next, to);
      chunk.pushEvents(frame, origin, next, until);
      next = until;
    }
  }

  /** Takes what happened to the reading of a source, in its place among the lines. */
  pushEvent(source: number, event: LineEvent, at: number): void {
    const payload = encoder.encode(JSON.stringify(event));
    const chunk = this.#chunks.withRoom(payload.length);
    this.#events.push(chunk.endRow);
    chunk.pushEvent(at, source, payload);
  }

  settle(): void {
    if (this.#chunks.exceed(this.#limits)) this.#trim();
    this.#teller.changed(this.end - this.#told);
    this.#told = this.end;
  }

  row(row: number): LogRow | null {
    const chunk = this.chunkOf(row);
    if (!chunk) return null;
    const within = row - chunk.firstRow;
    return {
      row,
      at: chunk.at(within),
      ingestedAt: chunk.ingestedAt(within),
      source: chunk.source(within),
      stream: this.#streams[chunk.stream(within)] ?? '',
      tag: chunk.tag(within),
      message: chunk.payload(within),
    };
  }

  /** What a row says by AWS's names; null where it is in no format known, or of a log that has none. */
  record(row: number): AccessLogRecord | null {
    const cached = this.#cache.get(row);
    if (cached !== undefined) return cached;
    const chunk = this.chunkOf(row);
    const record = chunk ? this.read(chunk, row - chunk.firstRow) : null;
    if (this.#cache.size >= MOST_CACHED) this.#cache.clear();
    this.#cache.set(row, record);
    return record;
  }

  /** The same for a row within a chunk, without keeping it: for whoever looks at all of them. */
  read(chunk: LogChunk, within: number): AccessLogRecord | null {
    const reader = this.#readers[chunk.source(within)] ?? null;
    if (!reader || chunk.tag(within) === ENTRY.event) return null;
    return reader.read(this.#texts.of(chunk, within), chunk.at(within));
  }

  /** Whether lines of a source are in a format, so that those without a record do not match it. */
  hasFormat(source: number): boolean {
    return this.#readers[source] != null;
  }

  /** The variables of every format that is read, each once; the same array as long as the same is read. */
  get names(): readonly string[] {
    this.#names ??= [
      ...new Set(this.#readers.flatMap((reader, at) => (this.isWanted(at) ? (reader?.names ?? []) : []))),
    ];
    return this.#names;
  }

  chunkOf(row: number): LogChunk | null {
    return this.#chunks.of(row);
  }

  /** Everything goes; rows go on counting. */
  clear(): void {
    this.#chunks.clear();
    this.#lost = 0;
    this.#events = [];
    this.#cache.clear();
    this.#generation += 1;
    this.#teller.changed();
  }

  readonly subscribe = this.#teller.subscribe;

  readonly version = this.#teller.version;

  #streamNumber(name: string): number {
    const known = this.#streamNumbers.get(name);
    if (known !== undefined) return known;
    if (this.#streams.length > 65_535) return 0;
    const number = this.#streams.push(name) - 1;
    this.#streamNumbers.set(name, number);
    return number;
  }

  /** A part of what there may be at once, so that whoever keeps an order of rows does not put it in order for each line. */
  #trim(): void {
    const { bytes, rows } = this.#limits;
    this.#lost += this.#chunks.trim({ bytes: bytes * (1 - LET_GO), rows: rows * (1 - LET_GO) });
    const { first } = this;
    this.#events = this.#events.filter((row) => row >= first);
    this.#cache.clear();
  }
}

/** What happened, in a row that is an event; null in a line of a log. */
export function eventIn({ tag, message }: LogRow): LineEvent | null {
  return tag === ENTRY.event ? (JSON.parse(decoder.decode(message)) as LineEvent) : null;
}

/** What a row says as text, at most so many bytes of it. */
export function messageOf({ message }: LogRow, most = message.length): string {
  return decoder.decode(message.subarray(0, most));
}
