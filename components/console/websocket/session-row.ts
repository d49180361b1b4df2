import { durationInWords } from '@/components/console/answer/units';
import { type RowWords, rowInWords } from '@/components/console/stream/row-words';
import { type StreamRow, textOf } from '@/components/console/stream/stream-store';
import { ENTRY } from '@/lib/core/line';
import { type GatewayError, gatewayErrorOf } from './gateway-error';
import { objectIn } from './route-message';
import type { Request, TalkIndex } from './talk-index';

/** Longer messages are not looked into. */
const MOST_BYTES = 64 * 1024;

/** What a message that came turns out to be, where that can be told. */
export interface Reading {
  error: GatewayError | null;
  /** The message of ours that it answers. */
  request: Request | null;
}

export function readMessage(row: StreamRow, index: TalkIndex): Reading {
  const message = row.tag === ENTRY.textIn && row.payload.length <= MOST_BYTES ? objectIn(textOf(row)) : null;
  const error = message && gatewayErrorOf(message);
  return { error, request: message && !error ? index.requestOf(row, message) : null };
}

/** A message of a session as it reads in the list: its route where one can tell, its text, and how long a reply took. */
export function messageInRow(row: StreamRow, index: TalkIndex): RowWords {
  const words = rowInWords(row);
  if (row.tag === ENTRY.textOut) {
    const route = row.payload.length <= MOST_BYTES ? index.routeOf(textOf(row)) : null;
    return { ...words, sort: route ?? (row.payload.length <= MOST_BYTES ? 'no route' : 'text') };
  }
  if (row.tag !== ENTRY.textIn) return words;
  const { error, request } = readMessage(row, index);
  if (error) return { sort: 'gateway error', text: words.text, tone: 'bad' };
  if (!request) return words;
  const note = durationInWords(row.at - request.at);
  return { ...words, sort: request.route ?? 'reply', note };
}
