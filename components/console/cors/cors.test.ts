import { describe, expect, it } from 'vitest';
import { newDraft } from '@/components/console/draft/new-draft';
import type { Exchange } from '@/components/console/exchange/exchange';
import type { CorsConfiguration } from '@/lib/core/cors/gateway';
import type { ExchangeEvent, Pair } from '@/lib/core/outcome';
import { type CorsDraft, type CorsForm, newForm, offeredOrigins, pageDraft, plannedCors } from './cors-form';
import { type CorsCaller, type CorsRun, CorsRuns } from './cors-runs';
import { disagreement, maySend, verdictOf } from './cors-verdict';

const route = { id: 'r', key: 'PUT /x', method: 'PUT', path: '/x', auth: 'none' as const };
const draft = {
  ...newDraft(route),
  bodyMode: 'json' as const,
  headers: [
    { id: 1, on: true, name: 'X-Tenant', value: 'a' },
    { id: 2, on: true, name: 'Cookie', value: 'sid=1' },
    { id: 3, on: false, name: 'X-Off', value: '1' },
  ],
};
const at: CorsDraft = { draft, file: null, auth: { scheme: 'bearer', token: 'canary' }, base: 'https://api.example' };
const form: CorsForm = { origin: 'https://app.example', credentials: false, method: null, headers: null };
const cors: CorsConfiguration = {
  allowCredentials: false,
  allowHeaders: [],
  allowMethods: [],
  allowOrigins: ['https://*', 'https://app.example', '*'],
  exposeHeaders: [],
  maxAge: null,
};

function planned(change: Partial<CorsForm> = {}) {
  const read = plannedCors({ ...form, ...change }, at);
  if (!('plan' in read) || read.plan.type === 'impossible') throw new Error('there is no plan');
  return read.plan;
}

describe('the request of a page', () => {
  it('is that of the draft and its identity, and holds no token', () => {
    const plan = planned();
    expect(plan).toMatchObject({
      type: 'preflight',
      method: 'PUT',
      asked: ['authorization', 'content-type', 'x-tenant'],
      dropped: ['Cookie'],
    });
    expect(JSON.stringify(plan)).not.toContain('canary');
    expect(plannedCors({ ...form, origin: 'app' }, at)).toHaveProperty('problem');
  });

  it('goes out with the origin, and with cookies only where credentials go along', () => {
    const names = (change: Partial<CorsForm>) => pageDraft(planned(change), at).headers.map(({ name }) => name);
    expect(names({})).toEqual(['content-type', 'x-tenant', 'Origin']);
    expect(names({ credentials: true })).toEqual(['content-type', 'x-tenant', 'Origin', 'Cookie']);
    expect(pageDraft(planned({ headers: 'x-new' }), at).headers).toEqual([
      { id: 1, on: true, name: 'x-new', value: '1' },
      { id: 2, on: true, name: 'Origin', value: 'https://app.example' },
      { id: 3, on: true, name: 'content-type', value: 'text/plain;charset=UTF-8' },
    ]);
  });

  it('begins with an origin that the configuration names', () => {
    expect(offeredOrigins(cors).slice(0, 2)).toEqual(['https://app.example.com', 'https://app.example']);
    expect(newForm(null).origin).toBe('http://localhost:3000');
  });
});

function answering(events: ExchangeEvent[]): CorsRuns {
  const open = async function* () {
    for (const event of events) yield { kind: 'event' as const, event };
  };
  return new CorsRuns(open, () => ({ code: 'unexpected', message: 'failed' }));
}

function answered(headers: Pair[]): ExchangeEvent[] {
  const request = { method: 'OPTIONS', url: '', target: '/x', headers: [], bodyBytes: 0, connectedTo: null };
  const head = { status: 204, reason: '', httpVersion: '1.1', headers, remote: null, tls: null };
  return [
    { type: 'request', request },
    { type: 'head', head },
  ];
}

const caller = (sent: string[], safe: boolean): CorsCaller => ({
  preflight: {},
  goesOn: (plan, preflight) => safe && maySend(plan, preflight),
  actual: async () => {
    sent.push('sent');
    return 'exchange';
  },
});

const ALLOWS: Pair[] = [
  ['access-control-allow-origin', '*'],
  ['access-control-allow-methods', '*'],
  ['access-control-allow-headers', '*, authorization'],
];

describe('a check', () => {
  it('sends what may change something only when it is asked to', async () => {
    const sent: string[] = [];
    const runs = answering(answered(ALLOWS));
    await runs.check('here', planned(), caller(sent, false));
    expect(sent).toEqual([]);
    expect(verdictOf(runs.run('here') as CorsRun, null).state).toBe('preflight-allowed');
    await runs.sendActual('here');
    expect(sent).toEqual(['sent']);
    expect(runs.run('here')?.actual).toBe('exchange');
  });

  it('stops where a browser stops', async () => {
    const sent: string[] = [];
    const runs = answering(answered([]));
    await runs.check('here', planned(), caller(sent, true));
    expect(sent).toEqual([]);
    expect(verdictOf(runs.run('here') as CorsRun, null)).toMatchObject({
      state: 'refused',
      decided: { rule: 'origin' },
    });
  });

  it('says what it does not know where no answer came', async () => {
    const timings = { dns: null, tcp: null, tls: null, firstByte: null, download: null, total: 1, reused: false };
    const runs = answering([{ type: 'unreachable', reason: 'dns', message: 'gone', timings }]);
    await runs.check('here', planned(), caller([], true));
    expect(verdictOf(runs.run('here') as CorsRun, null).state).toBe('unknown');
  });
});

it('says why the answers and the configuration disagree', async () => {
  const runs = answering(answered(ALLOWS));
  await runs.check('here', planned(), caller([], true));
  const head = { status: 401, reason: '', httpVersion: '1.1', headers: [], remote: null, tls: null };
  const verdict = verdictOf(runs.run('here') as CorsRun, { running: false, head } as unknown as Exchange);
  const decided = { rule: 'origin' as const, passed: true, sentence: '', header: null };
  const foreseen = { type: 'judged' as const, allowed: true, preflight: null, actual: null, decided };
  expect(verdict.state).toBe('refused');
  expect(disagreement(verdict, foreseen, true)).toContain('API Gateway’s own');
  expect(disagreement(verdict, foreseen, false)).toContain('in between');
  expect(disagreement(verdict, { ...foreseen, allowed: false }, false)).toBeNull();
  expect(disagreement(verdict, { type: 'open', sentence: '' }, false)).toBeNull();
});
