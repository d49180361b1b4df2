import type { LiveCommand, LiveWord } from '@/lib/wire/live';
import type { LineHandle, LineListener } from './live';
import { Batch, lineOf } from './live-batch';
import { TabLine, type Wire } from './live-line';

export interface TabOptions {
  connect: () => WebSocket;
  /** Whether the server knows this browser; asked when a socket did not open. */
  isLetIn: () => Promise<boolean>;
}

const FIRST_RETRY_MS = 100;
const MAX_RETRY_MS = 5_000;

/** All lines of one tab over one WebSocket, which is there while there are lines and comes back when it breaks. */
export class LiveTab {
  readonly #options: TabOptions;
  readonly #lines = new Map<number, TabLine>();
  /** Lines that the server is still to be told to forget. */
  readonly #unwanted = new Set<string>();
  #socket: WebSocket | null = null;
  #numbers = 0;
  #retries = 0;
  #retry: ReturnType<typeof setTimeout> | null = null;
  readonly #wire: Wire = {
    send: (message) => {
      if (this.#isOpen) this.#socket?.send(message);
    },
    forget: (line) => this.#forget(line),
  };

  constructor(options: TabOptions) {
    this.#options = options;
  }

  open(id: string, from: { input?: unknown; after: number }, listener: LineListener): LineHandle {
    for (const other of this.#lines.values()) if (other.id === id) this.#lose(other);
    this.#numbers += 1;
    const line = new TabLine({ id, number: this.#numbers }, from, listener, this.#wire);
    this.#lines.set(line.number, line);
    if (this.#isOpen) line.greet();
    else this.#connect();
    return line;
  }

  get #isOpen(): boolean {
    return this.#socket?.readyState === 1;
  }

  get #idle(): boolean {
    return this.#lines.size === 0 && this.#unwanted.size === 0;
  }

  #connect(): void {
    if (this.#socket !== null || this.#retry !== null) return;
    const socket = this.#options.connect();
    let opened = false;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      opened = true;
      this.#greet();
    };
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      this.#retries = 0;
      if (typeof data === 'string') for (const word of JSON.parse(data) as LiveWord[]) this.#hear(word);
      else this.#lines.get(lineOf(data))?.take(new Batch(data));
    };
    socket.onclose = () => {
      if (this.#socket === socket) this.#closed(opened);
    };
    this.#socket = socket;
  }

  #greet(): void {
    for (const id of this.#unwanted) this.#tellForgotten(id);
    this.#unwanted.clear();
    for (const line of this.#lines.values()) line.greet();
    this.#closeIfIdle();
  }

  #hear(word: LiveWord): void {
    const line = this.#lines.get(word.line);
    if (word.type === 'gone' && line !== undefined) this.#lose(line);
    else line?.hear(word);
  }

  #lose(line: TabLine): void {
    this.#lines.delete(line.number);
    line.gone();
    this.#closeIfIdle();
  }

  #closed(opened: boolean): void {
    this.#socket = null;
    if (this.#idle) return;
    for (const line of this.#lines.values()) line.down();
    if (!opened) void this.#checkLetIn();
    this.#retryLater();
  }

  #retryLater(): void {
    const delay = this.#retries === 0 ? 0 : Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** (this.#retries - 1));
    this.#retries += 1;
    // Tabs that lost the same server do not all come back in the same moment.
    this.#retry = setTimeout(() => this.#tryAgain(), delay * (0.75 + Math.random() / 2));
  }

  #tryAgain(): void {
    this.#retry = null;
    if (!this.#idle) this.#connect();
  }

  async #checkLetIn(): Promise<void> {
    if (await this.#options.isLetIn()) return;
    this.#unwanted.clear();
    for (const line of [...this.#lines.values()]) this.#lose(line);
  }

  #forget(line: TabLine): void {
    this.#lines.delete(line.number);
    if (this.#isOpen) this.#tellForgotten(line.id);
    else this.#unwanted.add(line.id);
    this.#closeIfIdle();
  }

  #tellForgotten(id: string): void {
    const command: LiveCommand = { type: 'forget', id };
    this.#socket?.send(JSON.stringify(command));
  }

  #closeIfIdle(): void {
    if (!this.#idle || !this.#isOpen) return;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }
}
