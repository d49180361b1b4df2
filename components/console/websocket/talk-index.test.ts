import { expect, test } from 'vitest';
import { StreamStore } from '@/components/console/stream/stream-store';
import { ENTRY, type EntryTag } from '@/lib/core/line';
import { ConnectionIds } from './connection-ids';
import { messageInRow, readMessage } from './session-row';
import { TalkIndex } from './talk-index';

const ROUTING = { expression: '$request.body.action', keys: ['$default', 'whoami'] };

/** A stream in which one thing was said every ten milliseconds. */
function said(...entries: [EntryTag, string][]) {
  const store = new StreamStore();
  const payloads = entries.map(([, text]) => new TextEncoder().encode(text));
  store.append({
    count: entries.length,
    at: (index) => index * 10,
    tag: (index) => entries[index]?.[0] ?? ENTRY.event,
    payload: (index) => payloads[index] ?? new Uint8Array(),
  });
  const index = new TalkIndex(store, ROUTING);
  const row = (number: number) => {
    const found = store.row(number);
    if (!found) throw new Error(`There is no row ${number}.`);
    return found;
  };
  return { store, index, words: (number: number) => messageInRow(row(number), index), row };
}

test('a reply is the latest message before it with the same id', () => {
  const { words } = said(
    [ENTRY.textOut, '{"action":"whoami","id":1}'],
    [ENTRY.textOut, '{"action":"other","id":1}'],
    [ENTRY.textIn, '{"id":"1"}'],
    [ENTRY.textOut, '{"action":"whoami","id":1}'],
    [ENTRY.textIn, '{"id":2}'],
  );
  expect(words(0).sort).toBe('whoami');
  expect(words(2)).toMatchObject({ sort: '$default', note: '10 ms' });
  expect(words(4)).toMatchObject({ sort: 'text' });
  expect(words(4).note).toBeUndefined();
});

test('an error of the gateway is told from a message of the backend, and answers nothing', () => {
  const error = '{"message": "Forbidden", "connectionId":"a=", "requestId":"b="}';
  const { index, row, words } = said(
    [ENTRY.textOut, '{"requestId":"b="}'],
    [ENTRY.textIn, error],
    [ENTRY.textIn, error.replace('}', ',"more":1}')],
  );
  expect(words(1)).toMatchObject({ sort: 'gateway error', tone: 'bad' });
  expect(readMessage(row(2), index)).toMatchObject({ error: null, request: { row: 0 } });
});

test('connection ids are found where they were said, its own told apart', () => {
  const { store } = said(
    [ENTRY.textIn, '{"type":"you","connectionId":"a="}'],
    [ENTRY.textOut, '{"connectionId":"mine"}'],
    [ENTRY.textIn, '{"message":"Forbidden","connectionId":"b=","requestId":"r"}'],
    [ENTRY.textIn, '{"deep":{"connectionId":"c="}}'],
    [ENTRY.textIn, '{"message":"no","connectionId":"a=","requestId":"r"}'],
  );
  expect(new ConnectionIds(store).list()).toEqual([
    { id: 'a=', how: 'own' },
    { id: 'b=', how: 'own' },
  ]);
});
