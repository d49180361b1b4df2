import { decoderOf, inUtf8, markedCharset } from './charset';
import { FoldMap } from './fold-map';
import { JsonCheck } from './json-check';
import { nextJsonLine } from './json-lines';
import { putJsonLine } from './json-paint';
import { LineBuffer, LineRecord, type LineSink } from './line-buffer';
import { LineIndex } from './line-index';
import { Needle } from './needle';
import { partsOf } from './parts';
import type { FindState, LineMode, ShownLine, ViewState, WindowOf } from './protocol';
import { Search } from './search';
import { nextHexLine, nextTextLine } from './text-lines';
import { putHexLine, putTextLine } from './text-paint';
import type { Cursor, NextLine, Source } from './walker';

type Put = (source: Source, line: Cursor, sink: LineSink) => void;

const MODES: Record<LineMode, { next: NextLine; put: Put }> = {
  json: { next: (source, cursor) => nextJsonLine(source, cursor), put: putJsonLine },
  text: { next: nextTextLine, put: putTextLine },
  hex: { next: nextHexLine, put: putHexLine },
};

/** The tokens of a line longer than this are remembered while one scrolls along it. */
const LONG_BYTES = 64 * 1024;
const STEP_LINES = 2_000;
const STEP_TOKENS = 20_000;

/** One way of looking at one body: its lines, what is folded, what is searched. Works in small steps and never blocks. */
export class View {
  readonly #body: Source;
  readonly #mode: LineMode;
  readonly #charset: string | null;
  readonly #put: Put;
  readonly #folds = new FoldMap();
  readonly #buffer = new LineBuffer();
  #source: Source | null = null;
  #index: LineIndex | null = null;
  #check: JsonCheck | null = null;
  #search: Search | null = null;
  #wanted = { text: '', matchCase: false };
  #at = -1;
  #from = 0;
  #long: { start: number; record: LineRecord } | null = null;

  constructor(body: Source, mode: LineMode, charset: string | null) {
    this.#body = body;
    this.#mode = mode;
    this.#charset = charset;
    this.#put = MODES[mode].put;
    this.renew();
  }

  /** The body got longer or whole. */
  renew(): void {
    if (!this.#index) this.#begin();
    this.#index?.renew();
    if (this.#mode === 'json' && this.#source?.whole && !this.#check) {
      this.#check = new JsonCheck(this.#source.bytes, this.#source.length);
    }
  }

  /** A step of what is left to do, lines first; false where nothing is left for now. */
  work(): boolean {
    if (this.#index?.grow(STEP_LINES)) return true;
    if (this.#search?.grow(STEP_LINES)) {
      this.#choose();
      return true;
    }
    this.#choose();
    return this.#check?.grow(STEP_TOKENS) ?? false;
  }

  state(): ViewState {
    const index = this.#index;
    return {
      rows: (index?.total ?? 0) - this.#folds.hidden,
      columns: index?.columns ?? 0,
      hidden: this.#folds.hidden,
      done: index?.done ?? false,
      length: this.#body.length,
      indexed: index?.offset ?? 0,
      problem: this.#problem(),
      unknownCharset: !decoderOf(this.#charset).known,
    };
  }

  lines(ask: WindowOf): ShownLine[] {
    const shown: ShownLine[] = [];
    let line = this.#folds.lineOf(ask.row);
    let cursor = this.#index?.seek(line) ?? null;
    while (cursor && shown.length < ask.count) {
      shown.push(this.#show(cursor, line, ask));
      const close = this.#folds.closeAt(line);
      line = (close ?? line) + 1;
      if (line >= (this.#index?.total ?? 0)) break;
      if (close !== null) cursor = this.#index?.seek(line) ?? null;
      else if (!this.#index?.follow(cursor)) break;
    }
    return shown;
  }

  fold(line: number, folded: boolean): void {
    if (!folded) this.#folds.unfold(line);
    else {
      const close = this.#index?.closeOf(line) ?? null;
      if (close !== null) this.#folds.fold(line, close);
    }
  }

  unfoldAll(): void {
    this.#folds.clear();
  }

  /** Begins a search; the first match from the row on becomes the current one. An empty text ends the search. */
  find(text: string, matchCase: boolean, row: number): void {
    this.#wanted = { text, matchCase };
    this.#at = -1;
    this.#from = this.#folds.lineOf(row);
    const needle = new Needle(text, matchCase);
    const index = this.#index;
    this.#search =
      needle.bytes.length > 0 && index && this.#source
        ? new Search(needle, this.#source, { index, put: this.#put })
        : null;
  }

  /** To the next match or the one before, round the end. */
  go(by: 1 | -1): void {
    const count = this.#search?.count ?? 0;
    if (count > 0) this.#to((this.#at + by + count) % count);
  }

  found(): FindState {
    const match = this.#search?.match(this.#at) ?? null;
    return {
      ...this.#wanted,
      count: this.#search?.count ?? 0,
      capped: this.#search?.capped ?? false,
      done: this.#search?.done ?? true,
      at: this.#at,
      row: match ? this.#folds.rowOf(match.line) : -1,
      column: match?.column ?? 0,
    };
  }

  #begin(): void {
    const marked = markedCharset(this.#body.bytes.subarray(0, Math.min(3, this.#body.length)));
    const { decoder } = decoderOf(marked ?? this.#charset);
    const rewritten = this.#mode !== 'hex' && decoder.encoding !== 'utf-8';
    if (this.#body.length < 3 && !this.#body.whole) return;
    if (rewritten && !this.#body.whole) return;
    this.#source = rewritten ? inUtf8(this.#body, this.#charset) : this.#body;
    const mark = this.#mode === 'json' && markedCharset(this.#source.bytes.subarray(0, 3)) === 'utf-8' ? 3 : 0;
    this.#index = new LineIndex(this.#source, MODES[this.#mode].next, mark);
  }

  #choose(): void {
    if (this.#at >= 0 || !this.#search) return;
    const first = this.#search.firstFrom(this.#from);
    if (first !== null) this.#to(first);
    else if (this.#search.done && this.#search.count > 0) this.#to(0);
  }

  #to(at: number): void {
    this.#at = at;
    const match = this.#search?.match(at);
    if (match) this.#folds.reveal(match.line);
  }

  #show(cursor: Cursor, line: number, ask: WindowOf): ShownLine {
    const first = cursor.end - cursor.start > ask.columns ? ask.column : 0;
    this.#buffer.reset(first, first + ask.columns);
    this.#fill(cursor);
    const close = this.#folds.closeAt(line);
    const match = this.#search?.match(this.#at) ?? null;
    return {
      line,
      level: cursor.indent,
      column: first,
      parts: partsOf(this.#buffer, this.#search?.needle ?? null),
      opens: cursor.opens,
      folded: close === null ? 0 : close - line,
      current: match?.line === line ? match.column : -1,
    };
  }

  #fill(cursor: Cursor): void {
    const source = this.#source;
    if (!source) return;
    if (cursor.end - cursor.start <= LONG_BYTES) {
      this.#put(source, cursor, this.#buffer);
      return;
    }
    if (this.#long?.start !== cursor.start) {
      this.#long = { start: cursor.start, record: new LineRecord() };
      this.#put(source, cursor, this.#long.record);
    }
    this.#long.record.replay(this.#buffer);
  }

  #problem(): ViewState['problem'] {
    const problem = this.#check?.problem;
    const source = this.#source;
    if (!problem || !source) return null;
    let line = 1;
    let start = 0;
    for (let at = source.bytes.indexOf(0x0a); at >= 0 && at < problem.offset; at = source.bytes.indexOf(0x0a, start)) {
      line += 1;
      start = at + 1;
    }
    return { message: problem.message, line, column: problem.offset - start + 1 };
  }
}
