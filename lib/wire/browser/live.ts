import type { EntryTag, HowToClose, LineEvent } from '@/lib/core/line';
import { LIVE_PATH } from '@/lib/wire/live';
import type { Reply } from '@/lib/wire/reply';
import { LiveTab } from './live-tab';

/** Entries of a line in a row. Decoded only where it is asked: thousands may come in one. */
export interface LineBatch {
  readonly firstSeq: number;
  readonly count: number;
  /** The whole, for whoever wants to keep it: nobody else does. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Milliseconds since the epoch, finer than whole ones. */
  at(index: number): number;
  tag(index: number): EntryTag;
  payload(index: number): Uint8Array<ArrayBuffer>;
  /** Of an entry with the tag `event`. */
  event(index: number): LineEvent;
}

export interface LineListener {
  /** The server sends more only when this has returned often enough: who is slow here slows the other end down. */
  batch(batch: LineBatch): void;
  /** `down`: the server is not reached and tried again. `gone`: it no longer knows the line, and nothing more will come. */
  link(state: 'up' | 'down' | 'gone'): void;
}

export interface LineHandle {
  /** With it the line can be taken up again, also by another page of this browser. */
  readonly id: string;
  /** Says something as the line's kind understands it. While the link is down it waits; it is said once in any case. */
  say(input: unknown, bytes?: Uint8Array): Promise<Reply<null>>;
  /** Ends the line, with the closing handshake unless told otherwise. Its last events still come. */
  close(how?: HowToClose): void;
  /** Ends the line if it goes on, and lets go of all that is kept of it. Nothing more will come. */
  forget(): void;
}

const tab = new LiveTab({
  connect: () => new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${LIVE_PATH}`),
  isLetIn,
});

/** Opens a line. `input` is what the contract of the API's kind calls its connect input. */
export function openLine(input: unknown, listener: LineListener): LineHandle {
  return tab.open(crypto.randomUUID(), { input, after: 0 }, listener);
}

/** Takes up a line that was opened before, after entry `after`: what the server kept comes again. Its former listener hears `gone`. */
export function resumeLine(id: string, listener: LineListener, after = 0): LineHandle {
  return tab.open(id, { after }, listener);
}

/** A server that was started anew has let nobody in yet, which a WebSocket does not tell apart from there being no server. */
async function isLetIn(): Promise<boolean> {
  const answer = await fetch(LIVE_PATH, { cache: 'no-store' }).catch(() => null);
  return answer?.status !== 401;
}
