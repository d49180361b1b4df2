import { afterEach, describe, expect, test } from 'vitest';
import { type Identity, profiled } from '@/components/identity/identity';
import { connect, describe as describeApi, evidence } from '@/lib/apis/dispatch';
import type { WebSocketDetail } from '@/lib/apis/websocket/contract';
import type { AuthInput } from '@/lib/auth/contract';
import type { LineEvent } from '@/lib/core/line';
import type { Pair } from '@/lib/core/outcome';
import { diagnosed } from '@/lib/diagnosis/diagnosis';
import type { Failed } from '@/lib/diagnosis/exchange';
import type { Finding } from '@/lib/diagnosis/findings';
import { apiNamed, rig, withSandbox } from '@/lib/diagnosis/sandbox-rig';
import { diagnoseHandshake } from './diagnose';

withSandbox();

interface Knock {
  api: string;
  stage?: string;
  query?: Pair[];
  headers?: Pair[];
  subprotocols?: string[];
  auth?: AuthInput;
}

/** Knocks at a WebSocket API, and says why it was not let in; `open` where it was. */
async function knock({
  api: name,
  stage,
  query = [],
  headers = [],
  subprotocols = [],
  auth = { scheme: 'none' },
}: Knock) {
  const api = apiNamed(name);
  const detail = (await describeApi(api, new AbortController().signal)) as WebSocketDetail;
  const events: LineEvent[] = [];
  const at = stage ?? detail.stages[0]?.name ?? '';
  const input = { api, stage: at, query, headers, subprotocols, auth };
  const startedAt = Date.now();
  const stop = new AbortController();
  const ended = new Promise<void>((resolve) => {
    const sink = {
      event: (event: LineEvent) => {
        events.push(event);
        if (event.type === 'open' || event.type === 'refused' || event.type === 'unreachable') resolve();
      },
      frame: () => true,
      drained: async () => {},
    };
    void connect(input, { signal: stop.signal, sink }).then((line) => ended.then(() => line.close({ cut: true })));
  });
  await ended;
  const of = <T extends LineEvent['type']>(type: T) =>
    events.find((event) => event.type === type) as Extract<LineEvent, { type: T }> | undefined;
  const refused = of('refused');
  if (!refused) return { open: of('open') !== undefined, status: null, causes: [] };
  const { head, body, timings } = refused;
  const request = of('request')?.request ?? null;
  const failed: Failed = {
    ...{ startedAt, method: 'GET', target: request?.target ?? '', stage: at, request, head, body },
    end: { timings, bytes: { wire: 0, decoded: 0 }, cut: null },
    unreachable: null,
    as: { label: 'somebody', scheme: auth.scheme === 'iam' ? 'held' : 'none', profile: null },
    foresight: null,
  };
  const route = detail.routes.find(({ key }) => key === '$connect') ?? null;
  const rules = (findings: readonly Finding[]) =>
    diagnosed((seeker) => diagnoseHandshake(failed, { detail, connect: route }, seeker), findings);
  const findings: Finding[] = [];
  const { asks } = rules([]);
  if (asks.length > 0) {
    for await (const finding of evidence(api, asks, stop.signal)) {
      findings.push(finding);
      if (rules(findings).asks.length === 0) break;
    }
  }
  stop.abort();
  return { open: false, status: head.status, causes: rules(findings).causes };
}

const control = (path: string, body: unknown) =>
  fetch(`${rig.sandbox.origin}/_sandbox/websocket/${path}`, { method: 'POST', body: JSON.stringify(body) });
afterEach(() => control('reset', {}).then(() => {}));

const wish = (value: string): Knock => ({ api: 'signals', query: [['wish', value]] });
const custom = (token: string): Knock => ({ api: 'chat-custom', headers: [['Authorization', token]] });
const iam = (identity: Identity): AuthInput => (identity.kind === 'iam' ? { scheme: 'iam' } : { scheme: 'none' });

interface Row {
  what: string;
  status: number;
  id: string;
  says: string;
  refused: Knock;
  letIn: Knock;
}

const GOOD = custom('alice-token');
const SIGNED: Knock = { api: 'chat-iam', auth: iam(profiled(null)) };
const ROWS: Row[] = [
  {
    what: 'a function that says no',
    status: 403,
    id: 'backend-answered',
    says: 'answered 403 itself',
    refused: wish('refuse'),
    letIn: wish('welcome'),
  },
  {
    what: 'a function that is down',
    status: 503,
    id: 'backend-answered',
    says: 'answered 503 itself',
    refused: wish('down'),
    letIn: wish('welcome'),
  },
  {
    what: 'a function that throws',
    status: 502,
    id: 'function-error',
    says: 'ended with an error',
    refused: wish('throw'),
    letIn: wish('welcome'),
  },
  {
    what: 'no identity source',
    status: 401,
    id: 'source-missing',
    says: 'the header Authorization, which was not sent',
    refused: { api: 'chat-custom' },
    letIn: GOOD,
  },
  {
    what: 'a value that is not known',
    status: 401,
    id: 'authorizer-unauthorized',
    says: 'answered “Unauthorized”',
    refused: custom('expired'),
    letIn: GOOD,
  },
  {
    what: 'an authorizer that denies',
    status: 403,
    id: 'authorizer-denied',
    says: 'denies this connection',
    refused: custom('somebody'),
    letIn: GOOD,
  },
  {
    what: 'a broken authorizer',
    status: 500,
    id: 'connect-not-asked',
    says: 'authorizer’s function threw',
    refused: custom('broken'),
    letIn: GOOD,
  },
  {
    what: 'no signature',
    status: 403,
    id: 'unsigned',
    says: 'the handshake carries none',
    refused: { api: 'chat-iam' },
    letIn: SIGNED,
  },
];

describe('each way in which a handshake is refused', () => {
  test.each(ROWS)('$status for $what: $id', async ({ status, id, says, refused, letIn }) => {
    const told = await knock(refused);
    expect(told.status).toBe(status);
    expect(told.causes[0]?.id, JSON.stringify(told.causes)).toBe(id);
    expect(told.causes[0]?.title).toContain(says);
    expect(await knock(letIn)).toMatchObject({ open: true, causes: [] });
  });

  test('too many at once, until there are fewer', async () => {
    await control('settings', { newConnections: { rate: 0, burst: 0 } });
    expect(await knock({ api: 'chat' })).toMatchObject({ status: 429, causes: [{ id: 'throttled' }] });
    await control('settings', { newConnections: { rate: 500, burst: 500 } });
    expect(await knock({ api: 'chat' })).toMatchObject({ open: true, causes: [] });
  });
});
