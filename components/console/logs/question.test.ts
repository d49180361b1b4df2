import { describe, expect, it } from 'vitest';
import { compileFormat } from '@/lib/core/access-log/format';
import { FORMATS } from '@/lib/core/access-log/known-formats';
import { compilePattern } from '@/sandbox/logs/pattern';
import { atCloudWatch } from './at-cloudwatch';
import { type LogQuestion, NO_QUESTION, shownOf } from './question';

const REQUESTS = [
  { routeKey: 'GET /notes', status: '200', responseLatency: '12', 'identity.sourceIp': '203.0.113.7' },
  { routeKey: 'GET /notes/{id}', status: '503', responseLatency: '2500', 'identity.sourceIp': '198.51.100.4' },
  { routeKey: 'POST /notes', status: '404', responseLatency: '7', 'identity.sourceIp': '203.0.113.9' },
];

function lineOf(format: string, request: Record<string, string>): string {
  const [method = '', path = ''] = (request.routeKey ?? '').split(' ');
  const all: Record<string, string> = {
    httpMethod: method,
    resourcePath: path,
    path,
    protocol: 'HTTP/1.1',
    ...request,
  };
  all.requestTime = '25/Nov/2026:10:00:00 +0000';
  return format.replace(/\$context\.([A-Za-z]\w*(?:\.\w+)*)/g, (_, name: string) => all[name] ?? '-');
}

const ask = (values: Partial<LogQuestion>): LogQuestion => ({ ...NO_QUESTION, ...values });

const QUESTIONS: LogQuestion[] = [
  ask({ statuses: ['5'] }),
  ask({ statuses: ['4', '2'] }),
  ask({ route: 'GET /notes' }),
  ask({ route: 'GET /notes/{id}', statuses: ['5'] }),
  ask({ slowerThan: 1_000 }),
  ask({ identity: '203.0.113' }),
  ask({ route: 'POST /notes', statuses: ['4'], identity: '203', text: 'anything' }),
];

describe('what CloudWatch is asked', () => {
  it.each(Object.entries(FORMATS))('never leaves out what is wanted: %s', (_, format) => {
    const { parse } = compileFormat(format);
    const lines = REQUESTS.map((request) => lineOf(format, request));
    for (const question of QUESTIONS) {
      const { pattern } = atCloudWatch(question, format);
      const passes = pattern === null ? () => true : compilePattern(pattern);
      const wanted = lines.filter((line) => {
        const record = parse(line);
        return record !== null && (shownOf(question).test?.(record) ?? true);
      });
      expect([pattern, wanted.filter((line) => !passes(line))]).toEqual([pattern, []]);
    }
  });

  it('leaves out what is not, where the format says where a value stands', () => {
    const json = '{"status":$context.status,"key":"$context.routeKey","ms":"$context.responseLatency"}';
    const { pattern, there, here } = atCloudWatch(
      ask({ statuses: ['5'], route: 'GET /notes', slowerThan: 9, text: 'x' }),
      json,
    );
    expect(pattern).toBe('{ $.key = "GET /notes" && ($.status >= 500 && $.status < 600) }');
    expect(there).toEqual(['route', 'status']);
    expect(here).toEqual(['latency', 'text']);
    const columns = FORMATS['common log of an HTTP API'] ?? '';
    const failed = atCloudWatch(ask({ statuses: ['5', '4'] }), columns).pattern ?? '';
    expect(failed).toBe('[c1, c2, c3, c4, c5, c6=5* || c6=4*, c7, c8, c9]');
    const passes = REQUESTS.map((request) => compilePattern(failed)(lineOf(columns, request)));
    expect(passes).toEqual([false, true, true]);
  });

  it('is nothing where a stranger could write what ends a column', () => {
    const format = '$context.status "$context.identity.userAgent"';
    expect(atCloudWatch(ask({ statuses: ['5'] }), format)).toEqual({ pattern: null, there: [], here: ['status'] });
    expect(atCloudWatch(ask({ statuses: ['5'] }), null).pattern).toBe(null);
  });
});

describe('a question', () => {
  const { parse } = compileFormat(FORMATS['HTTP API of SST v0 to v2'] ?? '');
  const found = (question: LogQuestion) =>
    REQUESTS.filter((request) => {
      const record = parse(lineOf(FORMATS['HTTP API of SST v0 to v2'] ?? '', request));
      return record !== null && (shownOf(question).test?.(record) ?? true);
    }).map(({ status }) => status);

  it('is answered by route, status, latency and who asked, all at once', () => {
    expect(QUESTIONS.map(found)).toEqual([['503'], ['200', '404'], ['200'], ['503'], ['503'], ['200', '404'], ['404']]);
    expect(found(NO_QUESTION)).toHaveLength(3);
    expect(shownOf(NO_QUESTION).test).toBe(null);
  });
});
