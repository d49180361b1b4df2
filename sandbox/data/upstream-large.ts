import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { amount, type UpstreamAnswer } from './upstream-call';

const MB = 1024 * 1024;

/** Answers by their size, written as fast as the reader takes them. */
export const largeAnswers: Record<string, UpstreamAnswer> = {
  json: async (call) => {
    const wanted = amount(call, 'mb', { fallback: 1, most: 200 }) * MB;
    call.res.writeHead(200, { 'content-type': 'application/json' });
    await writeAll(call.res, records(wanted));
  },
  ndjson: async (call) => {
    const wanted = amount(call, 'mb', { fallback: 1, most: 200 }) * MB;
    call.res.writeHead(200, { 'content-type': 'application/x-ndjson' });
    await writeAll(call.res, lines(wanted));
  },
  'gzip-bomb': async (call) => {
    const size = amount(call, 'mb', { fallback: 200, most: 2000 });
    call.res.writeHead(200, { 'content-type': 'text/plain', 'content-encoding': 'gzip' });
    // A gzip stream may have many members: one of ten megabytes is packed once and sent again and again.
    const member = gzipSync(Buffer.alloc(10 * MB, 0x20));
    await writeAll(
      call.res,
      Array.from({ length: Math.ceil(size / 10) }, () => member),
    );
  },
};

async function writeAll(res: ServerResponse, parts: Iterable<string | Buffer>): Promise<void> {
  const source = Readable.from(parts, { objectMode: true });
  // A reader that goes away ends the writing; that is its right and no failure.
  await pipeline(source, res).catch(() => undefined);
}

/** One JSON document of nested records, at least `size` bytes. */
function* records(size: number): Generator<string> {
  const head = `{"generated":"2026-01-01T00:00:00Z","source":"sandbox","records":[\n`;
  yield head;
  let written = head.length;
  let batch = '';
  for (let i = 0; written < size; i++) {
    const record = `${i === 0 ? '' : ',\n'}${JSON.stringify(order(i))}`;
    written += Buffer.byteLength(record);
    batch += record;
    if (batch.length > 65_536) {
      yield batch;
      batch = '';
    }
  }
  yield `${batch}\n],"complete":true}\n`;
}

function* lines(size: number): Generator<string> {
  for (let i = 0, written = 0; written < size; i++) {
    const line = `${JSON.stringify(order(i))}\n`;
    written += Buffer.byteLength(line);
    yield line;
  }
}

const CITIES = ['Berlin', 'København', 'Αθήνα', 'São Paulo', '東京', 'Québec'];
const NOTES = [null, 'leave at the door', 'ring twice; "third floor"', 'fragile\nthis side up', '🎁 gift wrap'];

/** The same for the same number, every time. */
function order(i: number): unknown {
  const day = new Date(Date.UTC(2025, 0, 1 + (i % 365), i % 24, i % 60)).toISOString();
  const items = Array.from({ length: 1 + (i % 4) }, (_, k) => ({
    sku: `SKU-${String((i * 31 + k * 7) % 100_000).padStart(5, '0')}`,
    quantity: 1 + ((i + k) % 5),
    price: { amount: (((i * 17 + k * 101) % 99_900) + 99) / 100, currency: 'EUR' },
    tags: (i + k) % 3 === 0 ? ['sale', `week-${i % 52}`] : [],
  }));
  return {
    id: `ord_${((i * 2_654_435_761) % 4_294_967_296).toString(16).padStart(8, '0')}`,
    number: 9_007_199_254_740_000 + (i % 900),
    placedAt: day,
    paid: i % 7 !== 0,
    customer: {
      id: i % 5000,
      name: `Customer ${i % 5000}`,
      address: {
        street: `${1 + (i % 240)} Main Street`,
        city: CITIES[i % CITIES.length],
        geo: [52.5 + (i % 90) / 100, 13.4 - (i % 70) / 100],
      },
    },
    items,
    note: NOTES[i % NOTES.length],
  };
}
