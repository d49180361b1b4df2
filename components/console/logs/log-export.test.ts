import { describe, expect, it } from 'vitest';
import { newDraft } from '@/components/console/draft/new-draft';
import { compileFormat } from '@/lib/core/access-log/format';
import { AccessLogReader } from '@/lib/core/access-log/reader';
import type { Target } from '@/lib/core/api';
import { draftAgain, parametersIn, targetOf } from './again';
import { filterCommand, tailCommand } from './aws-command';
import { asCsv, asNdjson } from './log-export';
import { LogFilter } from './log-filter';
import { LogStore } from './log-store';
import { giveLines } from './log-store-rig';

const FORMAT = '$context.status $context.identity.userAgent';
const AT = Date.UTC(2026, 10, 25, 10);

function lines(messages: string[]) {
  const store = new LogStore();
  const source = store.addSource(new AccessLogReader(FORMAT));
  giveLines(
    store,
    source,
    messages.map((message, index) => ({ at: AT + index, ingestedAt: AT + index + 5, message })),
  );
  const filter = new LogFilter(store, { text: '', test: null });
  filter.grow(Number.POSITIVE_INFINITY);
  return { store, filter, sourceOf: () => 'notes' };
}

describe('a file of lines', () => {
  it('as CSV holds every value in its cell, and no formula', async () => {
    const csv = await (await asCsv(lines(['200 =HYPERLINK("x")', '503 a "b", c', 'not in the format\n']))).text();
    expect(csv.split('\r\n')).toEqual([
      'time,ingestionTime,log,stream,status,identity.userAgent,message',
      `2026-11-25T10:00:00.000Z,2026-11-25T10:00:00.005Z,notes,s,200,"'=HYPERLINK(""x"")","200 =HYPERLINK(""x"")"`,
      '2026-11-25T10:00:00.001Z,2026-11-25T10:00:00.006Z,notes,s,503,"a ""b"", c","503 a ""b"", c"',
      '2026-11-25T10:00:00.002Z,2026-11-25T10:00:00.007Z,notes,s,,,"not in the format\n"',
      '',
    ]);
  });

  it('as NDJSON has a line for each, past the size of one piece', async () => {
    const text = await (await asNdjson(lines(Array.from({ length: 2_500 }, (_, at) => `200 agent ${at}`)))).text();
    const parsed = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { message: string; context: object });
    expect(parsed).toHaveLength(2_500);
    expect(parsed[2_499]).toMatchObject({ log: 'notes', context: { status: 200, 'identity.userAgent': 'agent 2499' } });
  });
});

describe('the command that does the same', () => {
  const log = { account: { profile: 'dev', region: 'eu-west-1' }, group: '/aws/notes', pattern: `-"it's"`, since: AT };
  it('is quoted, so that a pattern stays a pattern', () => {
    expect(tailCommand({ ...log, range: { type: 'back', ms: 300_000 } })).toBe(
      `aws logs tail /aws/notes --follow --since 5m --filter-pattern='-"it'\\''s"' --profile dev --region eu-west-1`,
    );
    const range = { type: 'between' as const, from: AT, to: AT + 1_000 };
    expect(tailCommand({ ...log, range })).toBe(null);
    expect(filterCommand({ ...log, pattern: null, range })).toBe(
      `aws logs filter-log-events --log-group-name /aws/notes --start-time ${AT} --end-time ${AT + 1_000} --profile dev --region eu-west-1`,
    );
  });
});

describe('such a request again', () => {
  const target = (method: string, path: string): Target => ({
    id: 'r',
    key: `${method} ${path}`,
    method,
    path,
    auth: 'none',
  });
  const record = (line: string) => compileFormat('$context.httpMethod $context.path').parse(line) ?? expect.fail(line);

  it('has the parameters of its path, decoded, and its query', () => {
    const route = target('ANY', '/notes/{id}/{rest+}');
    const draft = draftAgain(newDraft(route), route, {
      record: record('PUT /v2/notes/a%20b/c/d?x=1&y=%26'),
      stage: 'v2',
    });
    expect(draft).toMatchObject({ method: 'PUT', path: null, parameters: { id: 'a b', rest: 'c/d' } });
    expect(draft.query.map(({ name, value }) => [name, value])).toEqual([
      ['x', '1'],
      ['y', '&'],
    ]);
  });

  it('goes to the route that a line names, else to the one that takes any method there, else nowhere', () => {
    const rest = compileFormat('$context.httpMethod $context.resourcePath').parse('GET /notes/{id}');
    const [get, any, other] = [target('GET', '/notes/{id}'), target('ANY', '/notes/{id}'), target('ANY', '/{proxy+}')];
    const keyOf = (routes: Target[]) => rest && targetOf(rest, routes)?.key;
    expect(keyOf([other, any, get])).toBe('GET /notes/{id}');
    expect(keyOf([other, any])).toBe('ANY /notes/{id}');
    expect(keyOf([other])).toBe(undefined);
  });

  it('keeps the path as it was where the route takes any, or is another one by now', () => {
    const any = { ...target('ANY', '$default'), key: '$default' };
    expect(draftAgain(newDraft(any), any, { record: record('GET /v2x'), stage: 'v2' }).path).toBe('/v2x');
    expect(parametersIn('/notes/{id}', '/other/1')).toBe(null);
    expect(parametersIn('/notes/{id}', '/notes/')).toBe(null);
    expect(parametersIn('/notes', '/notes')).toEqual({});
    expect(parametersIn('/a/{__proto__}', '/a/b')).not.toBe(null);
  });
});
