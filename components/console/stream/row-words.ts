import { ENTRY, type LineEvent } from '@/lib/core/line';
import { closeInWords } from './close-words';
import { eventOf, type StreamRow, textOf } from './stream-store';

export type Tone = 'plain' | 'quiet' | 'ok' | 'warn' | 'bad';

/** How a row reads in the list. */
export interface RowWords {
  /** What it is, in a word: "text", "closed", a route key. */
  sort: string;
  text: string;
  tone: Tone;
  /** Stands at the end of the row, before its size: how long a reply took. */
  note?: string;
}

/** Of a message so much is drawn in its row. */
const PREVIEW_BYTES = 400;

/** The way in which rows read where a console knows nothing better. */
export function rowInWords(row: StreamRow): RowWords {
  const event = eventOf(row);
  if (event) return eventInWords(event);
  if (row.tag === ENTRY.binaryIn || row.tag === ENTRY.binaryOut) {
    return { sort: 'binary', text: hexOf(row.payload.subarray(0, 48)), tone: 'plain' };
  }
  return { sort: 'text', text: textOf(row, PREVIEW_BYTES), tone: 'plain' };
}

/** What happened on a line, in one sentence. */
export function eventInWords(event: LineEvent): RowWords {
  switch (event.type) {
    case 'request':
      return quiet('opening', `Connecting to ${event.request.url}`);
    case 'open':
      return { sort: 'open', text: openInWords(event), tone: 'ok' };
    case 'refused':
      return bad('refused', `The handshake was answered with ${event.head.status} ${event.head.reason}`.trim());
    case 'unreachable':
      return bad('no answer', event.message);
    case 'started':
      return { sort: 'started', text: 'The API accepted the subscription', tone: 'ok' };
    case 'errors':
      return bad('errors', JSON.stringify(event.errors));
    case 'answered':
      return answeredInWords(event);
    case 'completed':
      return quiet('completed', 'The API ended the subscription');
    case 'beat':
      return quiet(event.beat, event.out ? 'Sent, to keep the line open' : 'Received');
    case 'gap':
      return { sort: 'gap', text: gapInWords(event), tone: 'warn' };
    case 'note':
      return { sort: 'note', text: event.message, tone: 'warn' };
    case 'polled':
      return quiet('read', `All that had arrived by ${new Date(event.upTo).toISOString()} is here`);
    case 'trouble':
      return { sort: 'trouble', text: event.failure.message, tone: 'warn' };
    case 'resumed':
      return { sort: 'resumed', text: 'It goes on, and what was missed is read now', tone: 'ok' };
    case 'sampled':
      return { sort: 'sampled', text: 'Live Tail left events out: there were more than 500 in a second', tone: 'warn' };
    case 'closed':
      return { sort: 'closed', text: closeInWords(event.end), tone: event.end.by === 'asked' ? 'quiet' : 'warn' };
    case 'waiting':
      return quiet('waiting', `Opening again in ${Math.ceil(event.delayMs / 1000)} s (attempt ${event.attempt})`);
    case 'ended':
      return quiet('ended', 'Nothing more comes');
    case 'failure':
      return bad('failed', event.failure.message);
  }
}

const quiet = (sort: string, text: string): RowWords => ({ sort, text, tone: 'quiet' });
const bad = (sort: string, text: string): RowWords => ({ sort, text, tone: 'bad' });

const SAID = { subscribe: 'Following', unsubscribe: 'No longer following', publish: 'Published to' };

function answeredInWords({ said, channel, errors }: Extract<LineEvent, { type: 'answered' }>): RowWords {
  if (errors === null) return { sort: said, text: `${SAID[said]} ${channel}`, tone: 'ok' };
  return bad(said, `${channel} was refused: ${JSON.stringify(errors)}`);
}

function openInWords({ protocol, timings }: Extract<LineEvent, { type: 'open' }>): string {
  const as = protocol === null || protocol === '' ? '' : `, speaking ${protocol}`;
  return `Open after ${Math.round(timings.total)} ms${as}`;
}

function gapInWords({ frames, bytes, why }: Extract<LineEvent, { type: 'gap' }>): string {
  const lost = `${frames.toLocaleString('en-GB')} ${frames === 1 ? 'message' : 'messages'} (${bytes.toLocaleString('en-GB')} bytes)`;
  return why === 'unread'
    ? `${lost} came faster than they could be read and are not here`
    : `${lost} before this were let go, because there was no more room`;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
