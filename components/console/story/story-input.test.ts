import { expect, it } from 'vitest';
import type { Exchange } from '@/components/console/exchange/exchange';
import type { Pair, Timings } from '@/lib/core/outcome';
import { storyInput } from './story-input';

const TIMINGS: Timings = { dns: null, tcp: 1, tls: null, firstByte: 80, download: 1, total: 100.4, reused: false };
const PLACE = { api: { kind: 'http', id: 'abc', account: { region: 'eu-west-1' } }, routeKey: 'GET /notes' };

function answered(headers: Pair[], over: Partial<Exchange> = {}): Exchange {
  const head = { status: 200, reason: 'OK', httpVersion: '1.1', headers, remote: null, tls: null };
  return { startedAt: 1_000, stage: 'v2', head, end: { timings: TIMINGS }, unreachable: null, ...over } as Exchange;
}

it('finds a request by the ids of its answer, the gateway’s own first', () => {
  const headers: Pair[] = [
    ['X-Amzn-RequestId', 'c0ffee00-0000-4000-8000-000000000000'],
    ['Apigw-Requestid', 'Mc7UVioPPHcEKPA='],
    ['Date', 'Wed, 25 Nov 2026 10:00:00 GMT'],
  ];
  expect(storyInput(answered(headers), PLACE)).toEqual({
    ...PLACE,
    stage: 'v2',
    ids: ['Mc7UVioPPHcEKPA=', 'c0ffee00-0000-4000-8000-000000000000'],
    sentAt: 1_000,
    answeredAt: 1_101,
    date: Date.UTC(2026, 10, 25, 10),
  });
});

it('takes nothing for an id or a time that a stranger made up', () => {
  const headers: Pair[] = [
    ['apigw-requestid', '" || { $.a = * }'],
    ['x-amzn-requestid', 'short'],
    ['date', 'today'],
  ];
  expect(storyInput(answered(headers), PLACE)).toMatchObject({ ids: [], date: null });
});

it('knows a request that was never answered by its time', () => {
  const unreachable = { reason: 'timeout' as const, message: '', timings: TIMINGS };
  const exchange = answered([], { head: null, end: null, unreachable, stage: '' });
  expect(storyInput(exchange, PLACE)).toMatchObject({ ids: [], stage: null, sentAt: 1_000, answeredAt: 1_101 });
});
