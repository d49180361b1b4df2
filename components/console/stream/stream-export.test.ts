import { expect, it } from 'vitest';
import { ENTRY, type LineEvent } from '@/lib/core/line';
import { MASK } from '@/lib/core/redact';
import { asHar, asNdjson } from './stream-export';
import { EVERYTHING, StreamFilter } from './stream-filter';
import { StreamStore } from './stream-store';

const timings = { dns: null, tcp: null, tls: null, firstByte: null, download: null, total: 1, reused: false };
const headers: [string, string][] = [
  ['Upgrade', 'websocket'],
  ['Set-Cookie', 'sid=canary; Path=/'],
];
const head = { status: 101, reason: '', httpVersion: '1.1', remote: null, tls: null, headers };

it('a file of a line holds no cookie or token that the handshake was answered with', async () => {
  const events: LineEvent[] = [
    { type: 'open', head, protocol: null, timings },
    { type: 'refused', head, body: '{"token":"canary"}', timings },
    { type: 'ended' },
  ];
  const store = new StreamStore();
  const payloads = events.map((event) => new TextEncoder().encode(JSON.stringify(event)));
  const payload = (index: number) => payloads[index] ?? new Uint8Array();
  store.append({ count: events.length, at: () => 1_000, tag: () => ENTRY.event, payload });
  const filter = new StreamFilter(store, EVERYTHING);
  filter.grow(Number.POSITIVE_INFINITY);
  const ndjson = await asNdjson(store, filter).text();
  expect(ndjson.trimEnd().split('\n')).toHaveLength(events.length);
  expect(ndjson).toContain(`["Set-Cookie","sid=${MASK}; Path=/"]`);
  expect(ndjson + (await asHar(store, filter).text())).not.toContain('canary');
});
