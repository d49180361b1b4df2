/** A longer event is left out, and told of. */
export const MOST_CHARACTERS = 4_000_000;

/** What a stream of server-sent events holds, in order. */
export type StreamPart = { type: 'event'; name: string; data: string } | { type: 'comment' } | { type: 'too-long' };

/** Reads server-sent events, however their bytes are cut into chunks (HTML, §9.2.6). */
export class EventStreamReader {
  readonly #decoder = new TextDecoder();
  /** The last chunk ended with CR: an LF at the start of the next belongs to it. */
  #afterCr = false;
  #line = '';
  #lineLength = 0;
  #name = '';
  #data: string[] = [];
  #length = 0;
  #tooLong = false;

  *push(chunk: Uint8Array): Generator<StreamPart> {
    let text = this.#decoder.decode(chunk, { stream: true });
    if (text === '') return;
    if (this.#afterCr && text.startsWith('\n')) text = text.slice(1);
    this.#afterCr = text.endsWith('\r');
    for (const [at, piece] of text.split(/\r\n|\r|\n/).entries()) {
      const part = at === 0 ? null : this.#endLine();
      if (part) yield part;
      this.#add(piece);
    }
  }

  /** Something of an event came, and not its end. */
  get isInside(): boolean {
    return this.#length > 0 || this.#tooLong;
  }

  #add(piece: string): void {
    this.#lineLength += piece.length;
    this.#length += piece.length;
    if (this.#length > MOST_CHARACTERS) this.#tooLong = true;
    if (!this.#tooLong) this.#line += piece;
    else this.#drop();
  }

  #drop(): void {
    this.#line = '';
    this.#data = [];
  }

  #endLine(): StreamPart | null {
    const line = this.#line;
    const blank = this.#lineLength === 0;
    this.#line = '';
    this.#lineLength = 0;
    if (blank) return this.#endEvent();
    if (this.#tooLong) return null;
    if (line.startsWith(':')) {
      this.#length -= line.length;
      return { type: 'comment' };
    }
    this.#field(line);
    return null;
  }

  /** Ids and times of retry are for browsers. */
  #field(line: string): void {
    const colon = line.indexOf(':');
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') this.#name = value;
    else if (name === 'data') this.#data.push(value);
  }

  /** One with a name counts without data too: `complete` has nothing to say. */
  #endEvent(): StreamPart | null {
    const tooLong = this.#tooLong;
    const name = this.#name;
    const data = this.#data;
    this.#name = '';
    this.#data = [];
    this.#length = 0;
    this.#tooLong = false;
    if (tooLong) return { type: 'too-long' };
    return name === '' && data.length === 0 ? null : { type: 'event', name, data: data.join('\n') };
  }
}
