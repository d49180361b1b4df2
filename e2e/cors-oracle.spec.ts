import { expect, type Frame, type Page, test } from '@playwright/test';
import { judgeActual, judgePreflight } from '@/lib/core/cors/judge';
import { originOf } from '@/lib/core/cors/origin';
import { type Plan, planOf } from '@/lib/core/cors/plan';
import { readableHeaders } from '@/lib/core/cors/readable';
import type { Pair } from '@/lib/core/outcome';
import { type CorsCase, generatedCases, variedCases } from './cors-cases';
import { type Arrived, CorsServers } from './cors-servers';

/** What came of one request: in a browser, or by our own rules. */
interface Told {
  preflight: { method: string | null; headers: string | null } | null;
  sent: { method: string; headers: Pair[] } | null;
  /** The headers that the page's script reads; null where it reads nothing. */
  read: string[] | null;
}

interface Fetched {
  name: string;
  read: string[] | null;
}

const WATCHED = [
  'authorization',
  'x-api-key',
  'x-one',
  'x-amz-date',
  'x-method-override',
  'sec-thing',
  'proxy-thing',
  'range',
];
/** Written by the server for the connection, whatever the case says. */
const OF_THE_CONNECTION = new Set(['connection', 'keep-alive', 'date', 'transfer-encoding', 'location']);

test('our judgement of CORS is that of Chromium’s own fetch, whatever is asked and answered', async ({ page }) => {
  const cases = [...variedCases(), ...generatedCases(300)];
  expect(cases.length).toBeGreaterThan(500);
  const servers = new CorsServers(new Map(cases.map((one) => [one.name, one])));
  await servers.start();
  try {
    await page.goto(servers.page);
    const fetched = [
      ...(await fetchAll(
        page,
        servers,
        cases.filter(({ opaque }) => !opaque),
      )),
      ...(await fetchAll(
        await opaqueFrame(page),
        servers,
        cases.filter(({ opaque }) => opaque),
      )),
    ];
    const told = compared(cases, servers, new Map(fetched.map((one) => [one.name, one.read])));
    expect(told.filter(({ ours, theirs }) => JSON.stringify(ours) !== JSON.stringify(theirs))).toEqual([]);
    // The cases must be of all sorts, or agreeing would prove little.
    for (const verdict of ['read', 'sent', 'stopped']) {
      expect(told.filter(({ ours }) => verdictOf(ours) === verdict).length).toBeGreaterThan(40);
    }
  } finally {
    servers.close();
  }
});

function compared(cases: readonly CorsCase[], servers: CorsServers, read: ReadonlyMap<string, Fetched['read']>) {
  return cases.map((one) => ({
    ...one,
    ours: judged(one, servers),
    theirs: arrivedAs(servers.arrived.get(one.name), read.get(one.name) ?? null),
  }));
}

function verdictOf({ read, sent, preflight }: Told): 'read' | 'sent' | 'stopped' | 'impossible' {
  if (read) return 'read';
  if (sent) return 'sent';
  return preflight ? 'stopped' : 'impossible';
}

/** What the rules of lib/core/cors say. */
function judged(one: CorsCase, servers: CorsServers): Told {
  const plan = planOf({
    ...one,
    origin: servers.originOf(one),
    target: originOf(servers.addressOf(one)),
  });
  if (plan.type === 'impossible') return { preflight: null, sent: null, read: null };
  if (plan.type === 'same-origin') return { preflight: null, sent: sentBy(plan), read: namesOf(one, () => true) };
  const filled = (answer: CorsCase['actual']) => ({
    status: answer.status,
    headers: answer.headers.map(([name, value]): Pair => [name, fill(value, plan.origin)]),
  });
  const asks = plan.type === 'preflight';
  const preflight = asks ? { method: plan.method, headers: plan.asked.join(',') || null } : null;
  if (asks && !judgePreflight(plan, filled(one.preflight), 'chromium').passed)
    return { preflight, sent: null, read: null };
  const answer = filled(one.actual);
  const { seen } = readableHeaders(answer.headers, plan.credentials);
  const passed = judgeActual(plan, answer).passed;
  return { preflight, sent: sentBy(plan), read: passed ? namesOf(one, (name) => seen.includes(name)) : null };
}

function sentBy({ method, headers }: Exclude<Plan, { type: 'impossible' }>): Told['sent'] {
  return { method, headers: headers.filter(([name]) => WATCHED.includes(name)) };
}

function namesOf({ actual }: CorsCase, sees: (name: string) => boolean): string[] {
  const names = new Set(actual.headers.map(([name]) => name.toLowerCase()));
  return [...names].filter((name) => sees(name)).sort();
}

function fill(value: string, origin: string): string {
  return value.replace('{origin}', origin).replace('{ORIGIN}', origin.toUpperCase());
}

function arrivedAs(arrived: Arrived | undefined, read: string[] | null): Told {
  const actual = arrived?.actual ?? null;
  const watched = WATCHED.flatMap((name): Pair[] => {
    const value = actual?.headers[name];
    return value === undefined ? [] : [[name, String(value)]];
  });
  return {
    preflight: arrived?.preflight ?? null,
    sent: actual ? { method: actual.method, headers: watched.sort(([one], [other]) => (one < other ? -1 : 1)) } : null,
    read: read?.filter((name) => !OF_THE_CONNECTION.has(name) && name !== 'content-length') ?? null,
  };
}

/** A frame without an origin of its own, as a page in a sandbox has none. */
async function opaqueFrame(page: Page): Promise<Frame> {
  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts');
    frame.srcdoc = '<!doctype html><title>A frame</title>';
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
    document.body.append(frame);
    return loaded;
  });
  const frame = page.frames().find((one) => one !== page.mainFrame());
  if (!frame) throw new Error('The frame did not open.');
  return frame;
}

/** Lets the browser's own fetch do it. Each case has an address of its own, so that no preflight is remembered. */
function fetchAll(where: Page | Frame, servers: CorsServers, cases: CorsCase[]): Promise<Fetched[]> {
  const asked = cases.map((one) => ({ ...one, url: servers.addressOf(one) }));
  return where.evaluate(async (list) => {
    const one = async ({
      url,
      name,
      method,
      headers,
      credentials,
      hasBody,
    }: (typeof list)[number]): Promise<Fetched> => {
      try {
        const answer = await fetch(url, {
          ...{ method, headers, credentials: credentials ? 'include' : 'omit', cache: 'no-store', redirect: 'manual' },
          ...(hasBody ? { body: new Uint8Array([120]) } : {}),
        });
        return { name, read: [...answer.headers.keys()].sort() };
      } catch {
        return { name, read: null };
      }
    };
    return await Promise.all(list.map(one));
  }, asked);
}
