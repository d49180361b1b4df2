import { lineProof } from '@/components/console/diagnosis/line-proof';
import { afterLineEvent, isLive, type LineState, NEW_LINE } from '@/components/console/line/line-state';
import { failedHandshake, failedMessage } from '@/components/console/websocket/failed-session';
import { gatewayErrorOf } from '@/components/console/websocket/gateway-error';
import { selectedKey } from '@/components/console/websocket/route-message';
import { askedOf } from '@/components/identity/asked';
import { authFor } from '@/components/identity/auth-for';
import { type Identity, NOBODY } from '@/components/identity/identity';
import { sentAs } from '@/components/identity/sent-as';
import { connect } from '@/lib/apis/dispatch';
import type { ConnectionsInput, WebSocketDetail } from '@/lib/apis/websocket/contract';
import { ENTRY, type FrameTag, type Line } from '@/lib/core/line';
import type { Pair } from '@/lib/core/outcome';
import type { Cause } from '@/lib/diagnosis/cause';
import type { Failed } from '@/lib/diagnosis/exchange';
import { apiNamed, described, sent, told } from '@/lib/diagnosis/sandbox-rig';
import { diagnoseClose } from './close';
import { diagnoseConnections } from './connections';
import { diagnoseHandshake } from './diagnose';
import { diagnoseFrame } from './frame';

/** Knocks at a WebSocket API, as the console would. */
export interface Knock {
  api: string;
  stage?: string;
  query?: Pair[];
  headers?: Pair[];
  subprotocols?: string[];
  keyId?: string;
  identity?: Identity;
}

interface Session {
  line: Line;
  label: Parameters<typeof failedHandshake>[0];
  detail: WebSocketDetail;
  /** Where it stands once it fits; as it ended where it ends before. */
  until(fits: (state: LineState) => boolean): Promise<LineState>;
  /** The next message that comes; null where the session ends before. */
  heard(): Promise<string | null>;
}

async function open({ api: name, stage, identity = NOBODY, ...rest }: Knock): Promise<Session> {
  const api = apiNamed(name);
  const detail = await described<WebSocketDetail>(api);
  const route = detail.routes.find(({ key }) => key === '$connect') ?? null;
  const authorizer = detail.authorizers.find(({ id }) => id === route?.authorizerId) ?? null;
  const asked = route ? askedOf(route, authorizer) : NOTHING_ASKED;
  const at = stage ?? detail.stages[0]?.name ?? '';
  const label = {
    startedAt: Date.now(),
    as: identity.label,
    about: { stage: at },
    sent: lineProof(identity, asked, null),
  };
  let state = NEW_LINE;
  const frames: string[] = [];
  let told = () => {};
  const sink = {
    event: (event: Parameters<typeof afterLineEvent>[1]) => {
      state = afterLineEvent(state, event, Date.now());
      told();
    },
    frame: (tag: FrameTag, bytes: Uint8Array) => {
      if (tag === ENTRY.textIn) frames.push(Buffer.from(bytes).toString('utf8'));
      told();
      return true;
    },
  };
  const waited = () =>
    new Promise<void>((resolve) => {
      told = resolve;
    });
  const usual = { query: [], headers: [], subprotocols: [] };
  const input = { api, stage: at, auth: authFor(identity, asked), ...usual, ...rest };
  const line = await connect(input, { signal: new AbortController().signal, sink });
  return {
    ...{ line, label, detail },
    until: async (fits) => {
      while (isLive(state) && !fits(state)) await waited();
      return state;
    },
    heard: async () => {
      while (isLive(state) && frames.length === 0) await waited();
      return frames.shift() ?? null;
    },
  };
}

const NOTHING_ASKED = {
  auth: 'none',
  authorizerId: null,
  issuer: null,
  audience: [],
  scopes: [],
  sources: [],
} as const;

export interface Told {
  /** It came to what it should. */
  done: boolean;
  status: number | null;
  causes: Cause[];
}

/** Knocks, and says why it was not let in. */
export async function knock(one: Knock): Promise<Told> {
  const { line, label, detail, until } = await open(one);
  const state = await until(({ phase }) => phase !== 'opening');
  line.close({ cut: true });
  if (state.refusal === null) return { done: state.head?.status === 101, status: null, causes: [] };
  const route = detail.routes.find(({ key }) => key === '$connect') ?? null;
  const failed = failedHandshake(label, state);
  const causes = await told(apiNamed(one.api), (seeker) =>
    diagnoseHandshake(failed, { detail, connect: route }, seeker),
  );
  return { done: false, status: state.head?.status ?? null, causes };
}

/** Says something on a session, and why it came to nothing. */
export async function speak({ before = [], text, bytes, ...one }: Knock & Spoken): Promise<Told> {
  const { line, label, detail, until, heard } = await open(one);
  await until(({ phase }) => phase === 'open');
  for (const message of before) await line.say({ type: 'text' }, Buffer.from(message));
  const sentAt = Date.now();
  await line.say({ type: bytes ? 'binary' : 'text', whole: true }, bytes ?? Buffer.from(text ?? ''));
  const answer = await heard();
  line.close({ cut: true });
  if (answer === null) {
    const { closed } = await until(() => false);
    return { done: false, status: closed?.code ?? null, causes: closed ? diagnoseClose(closed) : [] };
  }
  const error = gatewayErrorOf(JSON.parse(answer.startsWith('{') ? answer : '{}'));
  if (!error) return { done: true, status: null, causes: [] };
  const key = selectedKey(detail.routeSelectionExpression, text ?? '');
  const takes = (wanted: string | null) => detail.routes.find((route) => route.key === wanted) ?? null;
  const scene = { detail, key, route: takes(key) ?? takes('$default') };
  const failed = failedMessage(label, error, { sentAt, at: Date.now() });
  return {
    done: false,
    status: null,
    causes: await told(apiNamed(one.api), (seeker) => diagnoseFrame(failed, scene, seeker)),
  };
}

interface Spoken {
  text?: string;
  /** In place of the text. */
  bytes?: Buffer;
  /** What is said first and answers nothing. */
  before?: string[];
}

/** The id of an open connection, with the session that it belongs to. */
export async function connected(api: string): Promise<{ id: string; line: Line }> {
  const { line, until, heard } = await open({ api });
  await until(({ phase }) => phase === 'open');
  line.say({ type: 'text' }, Buffer.from('{"action":"fine"}'));
  return { id: (await heard()) ?? '', line };
}

/** Reaches for a connection from the other side, and says why that came to nothing. */
export async function reach(one: {
  api: string;
  connectionId: string;
  stage?: string;
  method?: ConnectionsInput['method'];
  identity: Identity;
  body?: string;
}): Promise<Told> {
  const { connectionId, stage = 'prod', method = 'POST', identity, body = '{}' } = one;
  const api = apiNamed(one.api);
  const detail = await described<WebSocketDetail>(api);
  const auth = authFor(identity, { ...NOTHING_ASKED, auth: 'iam' });
  const asked: Failed = {
    ...{ startedAt: Date.now(), method, target: '/@connections', stage, request: null, head: null, body: null },
    ...{ end: null, unreachable: null, as: sentAs(identity, auth), foresight: null },
  };
  const failed = await sent({ api, stage, method, connectionId, auth }, Buffer.from(body), asked);
  const causes = await told(api, (seeker) => diagnoseConnections(failed, { detail, method, connectionId }, seeker));
  const status = failed.head?.status ?? 0;
  return { done: status < 300, status, causes };
}
