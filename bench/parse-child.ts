/**
 * Reads access-log lines of every known format with the compiled format, and the same values as JSON with JSON.parse, in
 * turns. Bundled and run in a process of its own by `bench/cases/g4-lines-parsed.mjs`. Prints one JSON object.
 */
import { compileFormat } from '@/lib/core/access-log/format';
import { FORMATS } from '@/lib/core/access-log/known-formats';

const LINES = 5_000;
const ROUNDS = 15;

/** What API Gateway would put in place of a variable: the first that fits its name. */
const VALUES: [name: RegExp, value: (index: number) => string][] = [
  [/latency$/i, (index) => String((index * 7) % 400)],
  [/status$/i, (index) => (index % 9 === 0 ? '404' : '200')],
  [/^responseLength$/, (index) => String(100 + (index % 4_000))],
  [/^requestTime$/, () => '25/Nov/2026:12:00:00 +0000'],
  [/^(connectedAt|requestTimeEpoch)$/, (index) => String(1_795_612_345_000 + index)],
  [/^httpMethod$/, () => 'GET'],
  [/path$/i, (index) => `/notes/${index}`],
  [/^routeKey$/, () => 'GET /notes/{id}'],
  [/^protocol$/, () => 'HTTP/1.1'],
  [/sourceIp$/, () => '203.0.113.9'],
  [/userAgent$/, () => 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36'],
  [/requestId2?$/i, (index) => `JXa5${index.toString(36).padStart(8, '0')}EMJA=`],
  [/./, () => '-'],
];

function filled(name: string, index: number): string {
  const [, value] = VALUES.find(([pattern]) => pattern.test(name)) ?? VALUES[0] ?? [];
  return value?.(index) ?? '-';
}

function linesOf(format: string): { lines: string[]; asJson: string[] } {
  const variable = /\$context\.([\w.]+)/g;
  const names = [...format.matchAll(variable)].map(([, name = '']) => name);
  const indexes = Array.from({ length: LINES }, (_, index) => index);
  return {
    lines: indexes.map((index) => format.replace(variable, (_, name: string) => filled(name, index))),
    asJson: indexes.map((index) =>
      JSON.stringify(Object.fromEntries(names.map((name) => [name, filled(name, index)]))),
    ),
  };
}

function perSecond(lines: readonly string[], read: (line: string) => unknown): number {
  const begun = performance.now();
  for (const line of lines) kept = read(line);
  return LINES / ((performance.now() - begun) / 1_000);
}

/** So that nothing is left out as unused. */
let kept: unknown = null;
const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const measured = Object.entries(FORMATS).map(([name, format]) => {
  const { lines, asJson } = linesOf(format);
  const { parse } = compileFormat(format);
  const unread = lines.filter((line) => parse(line) === null).length;
  const ours: number[] = [];
  const base: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(perSecond(lines, parse));
    base.push(perSecond(asJson, (line) => JSON.parse(line) as unknown));
  }
  const ratio = median(ours.map((value, round) => value / (base[round] ?? 1)));
  return { name, unread, linesPerSecond: Math.round(median(ours)), ratio };
});
process.stdout.write(`${JSON.stringify({ measured, kept: kept !== null })}\n`);
