import { describe, expect, test } from 'vitest';
import type { Timings } from '@/lib/core/outcome';
import { fileNameFor, firstMode, isTextual, mediaOf, modesOf } from './media';
import { phasesOf } from './phases';
import { agoInWords, bytesInWords, durationInWords } from './units';

describe('how a body is shown', () => {
  test.each([
    ['application/json; charset=utf-8', 'json'],
    ['application/problem+json', 'json'],
    ['application/x-amz-json-1.1', 'json'],
    ['application/x-ndjson', 'json'],
    ['TEXT/HTML', 'html'],
    ['image/png', 'image'],
    ['image/svg+xml', 'image'],
    ['image/tiff', 'hex'],
    ['text/csv', 'text'],
    ['application/xml', 'text'],
    ['application/octet-stream', 'hex'],
    ['application/pdf', 'hex'],
    [null, 'text'],
  ])('%s first as %s', (type, mode) => {
    expect(firstMode(mediaOf(type))).toBe(mode);
  });

  test('every body can be seen as text and as hex', () => {
    for (const type of ['application/json', 'image/png', 'text/html', null]) {
      expect(modesOf(mediaOf(type))).toEqual(expect.arrayContaining(['text', 'hex']));
    }
  });

  test('charsets are read with and without quotes', () => {
    expect(mediaOf('text/plain; x=y; Charset="latin1"').charset).toBe('latin1');
    expect(mediaOf('text/plain;charset=utf-8').charset).toBe('utf-8');
    expect(isTextual(mediaOf('application/x-www-form-urlencoded'))).toBe(true);
  });

  test.each([
    ['/notes/1?x=/etc/passwd', 'application/json', '1.json'],
    ['/a/..%2f..%2fetc', 'text/plain', '2f..-2fetc.txt'],
    ['/', 'application/octet-stream', 'answer.bin'],
    ['/photo.png', 'image/png', 'photo.png'],
    ['/\u202egpj.exe', null, 'gpj.exe'],
  ])('a download of %s as %s is called %s', (target, type, name) => {
    expect(fileNameFor(target, mediaOf(type))).toBe(name);
  });
});

test.each([
  [0, '0 B'],
  [1023, '1023 B'],
  [1843, '1.8 KB'],
  [1024 * 1024 - 1, '1.0 MB'],
  [50 * 1024 * 1024, '50.0 MB'],
  [200 * 1024 * 1024, '200 MB'],
])('%d bytes are %s', (bytes, words) => expect(bytesInWords(bytes)).toBe(words));

test.each([
  [0.44, '0.4 ms'],
  [130.6, '131 ms'],
  [999.7, '1.00 s'],
  [2414, '2.41 s'],
  [65_400, '1 min 5 s'],
])('%d milliseconds are %s', (milliseconds, words) => expect(durationInWords(milliseconds)).toBe(words));

test('ages are told in the coarsest unit', () => {
  expect([30_000, 90_000, 7_300_000, 200_000_000].map(agoInWords)).toEqual([
    'just now',
    '1 min ago',
    '2 h ago',
    '2 d ago',
  ]);
});

describe('the phases of an exchange', () => {
  const timings: Timings = { dns: 4, tcp: 11, tls: 23, firstByte: 84, download: 9, total: 131, reused: false };

  test('follow each other without gaps and fill the bar', () => {
    const phases = phasesOf(timings);
    expect(phases.map((phase) => phase.name)).toEqual(['DNS', 'TCP', 'TLS', 'Waiting', 'Download']);
    phases.reduce((end, phase) => {
      expect(phase.from).toBeCloseTo(end);
      return phase.from + phase.share;
    }, 0);
    expect(phases.reduce((sum, phase) => sum + phase.share, 0)).toBeCloseTo(100);
  });

  test('that did not happen are left out, and one of no length can still be seen', () => {
    const phases = phasesOf({ ...timings, dns: null, tcp: null, tls: null, download: 0 });
    expect(phases.map((phase) => phase.name)).toEqual(['Waiting', 'Download']);
    expect(phases[1]!.share).toBeGreaterThan(1);
  });

  test('are divided by what the gateway logged, and fill the bar all the same', () => {
    const figures = { response: 80, integration: 60, authorizer: null, init: 45, notCalled: false };
    const phases = phasesOf(timings, figures);
    expect(phases.map(({ name, milliseconds }) => [name, milliseconds])).toEqual([
      ['DNS', 4],
      ['TCP', 11],
      ['TLS', 23],
      ['Network', 4],
      ['Gateway', 20],
      ['Cold start', 45],
      ['Integration', 15],
      ['Download', 9],
    ]);
    expect(phases.reduce((sum, phase) => sum + phase.share, 0)).toBeCloseTo(100);
    expect(phasesOf(timings, { ...figures, response: 500, integration: 400 })).toEqual(phasesOf(timings));
  });
});
