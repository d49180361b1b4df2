import { describe, expect, it } from 'vitest';
import { priceInWords } from '@/lib/core/insights-query-price';
import { chartsOf, peakOf, totalsInWords } from './measures';
import { percent } from './percent';
import { targetKeyOf } from './route-target';
import { priceBefore } from './run-words';
import type { Point } from './series';

it.each([
  [0, '$0'],
  [1_000_000, 'less than $0.0001'],
  [2_400_000_000, 'about $0.012'],
  [1_000_000_000_000, 'about $5.0'],
])('%d bytes cost %s', (bytes, words) => {
  expect(priceInWords(bytes)).toBe(words);
});

it('a query says beforehand what it may cost', () => {
  expect(priceBefore(3 * 1024 ** 3)).toBe(
    'CloudWatch charges about $0.005 for each GB that a query reads (list price of us-east-1). This log group holds 3.0 GB in all.',
  );
});

it.each([
  [0, '0 %'],
  [0.0004, '< 0.1 %'],
  [0.004, '0.4 %'],
  [0.0999, '10 %'],
  [1, '100 %'],
])('a share of %d is %s', (share, words) => {
  expect(percent(share)).toBe(words);
});

describe('a slice of time', () => {
  const point: Point = { at: 0, requests: 200, clientErrors: 3, serverErrors: 1, p50: 12.4, p95: null, p99: 2_000 };

  it('is told with as much as the format has', () => {
    expect(totalsInWords(point, { hasStatus: true, hasLatency: true })).toBe(
      '200 requests, 4xx 3, 5xx 1, error rate 0.5 %, p50 12 ms, p99 2.00 s',
    );
    expect(totalsInWords({ ...point, requests: 1 }, { hasStatus: false, hasLatency: false })).toBe('1 request');
  });

  it('stands as high as the parts of its bar together, and as its highest line', () => {
    const [requests, errors, latency] = chartsOf({ hasStatus: true, hasLatency: true });
    expect([requests, errors, latency].map((chart) => chart && peakOf(chart, [point]))).toEqual([200, 0.015, 2_000]);
    expect(chartsOf({ hasStatus: false, hasLatency: false }).map(({ id }) => id)).toEqual(['requests']);
  });
});

it.each([
  ['GET /notes', 'GET /notes'],
  ['DELETE /tills/{proxy+}', 'ANY /tills/{proxy+}'],
  ['GET /gone', null],
  ['-', null],
])('a line of %s belongs to %s', (route, key) => {
  expect(targetKeyOf(route, new Set(['GET /notes', 'ANY /notes', 'ANY /tills/{proxy+}']))).toBe(key);
});
