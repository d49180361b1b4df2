import { ENTRY, type LineEvent } from '@/lib/core/line';
import type { WireRequest } from '@/lib/core/outcome';
import { redactHeaders, redactText } from '@/lib/core/redact';
import type { StreamFilter } from './stream-filter';
import { eventOf, type StreamRow, type StreamStore, textOf } from './stream-store';

/** So many rows go into one piece of a file, so that no single string has to hold a whole stream. */
const PIECE_ROWS = 2_000;

/** All rows that are shown, one JSON object a line. */
export function asNdjson(store: StreamStore, filter: StreamFilter): Blob {
  const pieces: string[] = [];
  let piece: string[] = [];
  for (const row of rowsOf(store, filter)) {
    piece.push(JSON.stringify(recordOf(row)));
    if (piece.length === PIECE_ROWS) {
      pieces.push(`${piece.join('\n')}\n`);
      piece = [];
    }
  }
  if (piece.length > 0) pieces.push(`${piece.join('\n')}\n`);
  return new Blob(pieces, { type: 'application/x-ndjson' });
}

/** All messages that are shown as browsers write a WebSocket into a HAR: one entry with `_webSocketMessages`. */
export function asHar(store: StreamStore, filter: StreamFilter): Blob {
  const opening = openingOf(store);
  const messages = [...rowsOf(store, filter)].filter(({ tag }) => tag !== ENTRY.event).map(harMessage);
  const entry = {
    startedDateTime: new Date(opening?.at ?? 0).toISOString(),
    time: 0,
    request: harRequest(opening?.request ?? null),
    response: { status: 101, statusText: 'Switching Protocols', httpVersion: 'HTTP/1.1', headers: [], cookies: [] },
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
    _resourceType: 'websocket',
    _webSocketMessages: messages,
  };
  const log = { version: '1.2', creator: { name: 'Signalbox', version: '1' }, entries: [entry] };
  return new Blob([JSON.stringify({ log })], { type: 'application/json' });
}

function* rowsOf(store: StreamStore, filter: StreamFilter): Generator<StreamRow> {
  for (let index = 0; index < filter.length; index += 1) {
    const row = store.row(filter.at(index));
    if (row) yield row;
  }
}

function recordOf(row: StreamRow) {
  const time = new Date(row.at).toISOString();
  const event = eventOf(row);
  if (event) return { row: row.row, time, event: shownEvent(event) };
  const sent = row.tag === ENTRY.textOut || row.tag === ENTRY.binaryOut;
  const binary = row.tag === ENTRY.binaryIn || row.tag === ENTRY.binaryOut;
  const said = binary ? { base64: base64Of(row.payload) } : { text: textOf(row) };
  return { row: row.row, time, direction: sent ? 'out' : 'in', bytes: row.payload.length, ...said };
}

/** An event as it may leave the page: what an API gives along to be known again is masked. */
function shownEvent(event: LineEvent): LineEvent {
  if (event.type !== 'open' && event.type !== 'refused') return event;
  const head = { ...event.head, headers: redactHeaders(event.head.headers) };
  return event.type === 'open' ? { ...event, head } : { ...event, head, body: redactText(event.body) };
}

function harMessage(row: StreamRow) {
  const binary = row.tag === ENTRY.binaryIn || row.tag === ENTRY.binaryOut;
  return {
    type: row.tag === ENTRY.textOut || row.tag === ENTRY.binaryOut ? 'send' : 'receive',
    time: row.at / 1000,
    opcode: binary ? 2 : 1,
    data: binary ? base64Of(row.payload) : textOf(row),
  };
}

function openingOf(store: StreamStore): { at: number; request: WireRequest } | null {
  for (let number = store.first; number < Math.min(store.end, store.first + 100); number += 1) {
    const row = store.row(number);
    if (!row) continue;
    const event = eventOf(row);
    if (event?.type === 'request') return { at: row.at, request: event.request };
  }
  return null;
}

function harRequest(request: WireRequest | null) {
  const headers = (request?.headers ?? []).map(([name, value]) => ({ name, value }));
  const { method = 'GET', url = '' } = request ?? {};
  return { method, url, httpVersion: 'HTTP/1.1', headers, queryString: [], cookies: [], headersSize: -1, bodySize: 0 };
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}
