import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, vi } from 'vitest';
import { type ByHand, foresee } from '@/components/console/auth/foresight';
import { askedOf } from '@/components/identity/asked';
import { authFor } from '@/components/identity/auth-for';
import { type Identity, NOBODY } from '@/components/identity/identity';
import { sentAs } from '@/components/identity/sent-as';
import type { ApiDetail } from '@/lib/apis/contract';
import { describe, evidence, send } from '@/lib/apis/dispatch';
import type { Through } from '@/lib/apis/domains/contract';
import type { HttpDetail } from '@/lib/apis/http/contract';
import type { RestDetail } from '@/lib/apis/rest/contract';
import type { ApiRef } from '@/lib/core/api';
import type { ExchangeEvent, Pair } from '@/lib/core/outcome';
import { encodeQuery } from '@/lib/core/query';
import { demoKey } from '@/sandbox/keys';
import { type Listening, listen } from '@/sandbox/listen';
import { setDelivery } from '@/sandbox/logs/directory';
import type { AccessKey, World } from '@/sandbox/model';
import { startProgram, withProgram } from '@/sandbox/test-process';
import { createWorld } from '@/sandbox/world';
import type { Cause } from './cause';
import { diagnosed } from './diagnosis';
import { afterExchangeEvent, type Failed } from './exchange';
import type { Finding, Seeker } from './findings';
import { diagnoseHttp } from './http/diagnose';
import { diagnoseRest } from './rest/diagnose';

// The real way from a request to its diagnosis: the console's own discovery, sending and asking, with the stand-in
// account of the sandbox on a free port.

export const account = { region: 'us-east-1' };
const signal = new AbortController().signal;
export const rig: { sandbox: Listening } = {} as never;

/** A world is built in one go, which takes its time where much else runs. */
const STARTING_MS = 30_000;

type Keys = Pick<AccessKey, 'id' | 'secret' | 'sessionToken'>;

/**
 * Serves the stand-in account with APIs that fail: those of `failing.yaml`, or of another file beside it. The console
 * has the account's own keys, and profiles with the keys that `profiles` gives by their names.
 */
export function withSandbox(fixture = 'failing', profiles: (world: World) => Record<string, Keys> = () => ({})): void {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-rows-'));
  beforeAll(async () => {
    rig.sandbox = await listen(createWorld({ templates: [{ file: fixtureFile(fixture) }] }), 0);
    setDelivery(rig.sandbox.world, { leastMs: 0, mostMs: 0 });
    writeFileSync(join(folder, 'credentials'), Object.entries(profiles(rig.sandbox.world)).map(section).join('\n'));
    useAccount(rig.sandbox.origin, folder);
  }, STARTING_MS);
  afterAll(async () => {
    await rig.sandbox.close();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
}

/** The same with a sandbox in a process of its own, whose clock is another than that of the tests. */
export function withSandboxApart(fixture: string): void {
  withProgram();
  let child: ReturnType<typeof startProgram> | null = null;
  beforeAll(async () => {
    const file = fixtureFile(fixture);
    child = startProgram('--port', '0', '--no-demo', '--template', file);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { listening: origin } = JSON.parse(line.toString()) as { listening: string };
    // The ids of its APIs follow from the template.
    rig.sandbox = { world: createWorld({ demo: false, templates: [{ file }] }), origin } as Listening;
    useAccount(origin, '/nonexistent');
  }, STARTING_MS);
  afterAll(() => {
    child?.kill();
    vi.unstubAllEnvs();
  });
}

function fixtureFile(name: string): string {
  return fileURLToPath(new URL(`./fixtures/${name}.yaml`, import.meta.url));
}

function useAccount(origin: string, folder: string): void {
  const { id, secret } = demoKey('000000000000');
  vi.stubEnv('AWS_ENDPOINT_URL', origin);
  vi.stubEnv('AWS_ACCESS_KEY_ID', id);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', secret);
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'));
  vi.stubEnv('AWS_PROFILE', undefined);
}

function section([name, { id, secret, sessionToken }]: [string, Keys]): string {
  const token = sessionToken === undefined ? '' : `aws_session_token = ${sessionToken}\n`;
  return `[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n${token}`;
}

/** An API of the sandbox by its name, of whatever kind. */
export function apiNamed(name: string): ApiRef {
  const regions = rig.sandbox.world.accounts.flatMap(({ regions: all }) => [...all.values()]);
  for (const { httpApis, restApis, graphql, eventApis } of regions) {
    const found = [
      ...[...httpApis.values()].map(({ name: own, apiId: id, protocolType }) => {
        return { own, id, kind: protocolType === 'HTTP' ? 'http' : 'websocket' };
      }),
      ...[...(restApis?.values() ?? [])].map(({ name: own, id }) => ({ own, id, kind: 'rest' })),
      ...[...(graphql?.apis.values() ?? [])].map(({ name: own, apiId: id }) => ({ own, id, kind: 'appsync' })),
      ...[...(eventApis?.values() ?? [])].map(({ name: own, apiId: id }) => ({ own, id, kind: 'events' })),
    ].find(({ own }) => own === name);
    if (found) return { kind: found.kind, id: found.id, account };
  }
  throw new Error(`The sandbox has no API ${name}.`);
}

/** One call, as the console would make it from a route. */
export interface Call {
  api?: string;
  /** The key of the route that is open. */
  route: string;
  stage?: string;
  method?: string;
  path?: string;
  query?: Pair[];
  headers?: Pair[];
  body?: Uint8Array | null;
  identity?: Identity;
  /** A custom domain in place of the stage's own address. */
  through?: Through;
  /** The base address as a person corrects it. */
  base?: string;
  timeoutMs?: number;
  /** By this computer's clock. */
  startedAt?: number;
  /** Reads the API anew before. */
  fresh?: boolean;
}

export interface Told {
  status: number | null;
  causes: Cause[];
  failed: Failed;
}

/** Sends a call and diagnoses what came of it: first by what is at hand, then with what AWS tells. */
export async function call(asked: Call): Promise<Told> {
  const api = apiNamed(asked.api ?? 'failing');
  const detail = await described<Detail>(api, asked.fresh);
  const failed = await exchanged(api, detail, asked);
  const causes = await told(api, (seeker) => rulesFor(detail, asked.route)(failed, seeker));
  return { status: failed.head?.status ?? null, causes, failed };
}

/** What the rules say in the end: first by what is at hand, then with what AWS tells of it. */
export async function told(api: ApiRef, rules: (seeker: Seeker) => Cause[]): Promise<Cause[]> {
  const by = (findings: readonly Finding[]) => diagnosed(rules, findings);
  const findings: Finding[] = [];
  const { asks, causes } = by([]);
  if (asks.length === 0) return causes;
  const stop = new AbortController();
  for await (const finding of evidence(api, asks, stop.signal)) {
    findings.push(finding);
    // As the console does: what would tell nothing more is not waited for.
    if (by(findings).asks.length === 0) break;
  }
  stop.abort();
  return by(findings).causes;
}

const details = new Map<string, Promise<ApiDetail>>();

/** Once for each API: the console's own calls to AWS wait for their turn. */
export function described<D extends ApiDetail>(api: ApiRef, fresh = false): Promise<D> {
  const known = details.get(api.id);
  if (known && !fresh) return known as Promise<D>;
  const read = describe(api, signal);
  details.set(api.id, read);
  return read as Promise<D>;
}

type Detail = HttpDetail | RestDetail;

function rulesFor(detail: Detail, opened: string): (failed: Failed, seeker: Seeker) => Cause[] {
  return detail.kind === 'http'
    ? (failed, seeker) => diagnoseHttp(failed, { detail, opened }, seeker)
    : (failed, seeker) => diagnoseRest(failed, { detail, opened }, seeker);
}

async function exchanged(api: ApiRef, detail: Detail, asked: Call): Promise<Failed> {
  const route = detail.routes.find(({ key }) => key === asked.route);
  if (!route) throw new Error(`There is no route ${asked.route}.`);
  const wants = askedOf(route, detail.authorizers.find(({ id }) => id === route.authorizerId) ?? null);
  const { identity = NOBODY, headers = [], query = [], startedAt = Date.now() } = asked;
  const rows = (pairs: readonly Pair[]) => pairs.map(([name, value]) => ({ name, value }));
  const byHand: ByHand = { headers: rows(headers), query: rows(query) };
  const auth = authFor(identity, wants);
  const method = asked.method ?? (route.method === 'ANY' ? 'GET' : route.method);
  const path = asked.path ?? route.path;
  const failed: Failed = {
    startedAt,
    method,
    target: query.length > 0 ? `${path}?${encodeQuery(query)}` : path,
    stage: asked.stage ?? '$default',
    request: null,
    head: null,
    body: null,
    end: null,
    unreachable: null,
    as: sentAs(identity, auth),
    foresight: foresee(identity, wants, byHand, startedAt),
  };
  const { through, base, timeoutMs = 30_000 } = asked;
  const input = { api, stage: failed.stage, method, path, query, headers, auth, timeoutMs, through, base };
  return sent(input, asked.body ?? null, failed);
}

/** Sends what a kind takes. Gives what becomes of it. */
export async function sent(input: unknown, body: Uint8Array | null, asked: Failed): Promise<Failed> {
  const chunks: Uint8Array[] = [];
  let failed = asked;
  const sink = {
    event: (event: ExchangeEvent) => {
      failed = afterExchangeEvent(failed, event);
    },
    bytes: (chunk: Uint8Array) => chunks.push(Uint8Array.from(chunk)) > 0,
    drained: async () => {},
  };
  await send(input, { body, signal, sink });
  return { ...failed, body: Buffer.concat(chunks).toString('utf8') };
}

/** A token of the sandbox's issuer that says what the form asks for. */
export async function tokenOf(form: Record<string, string> = {}): Promise<Identity> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'notes', ...form });
  const answer = await fetch(`${rig.sandbox.origin}/_issuer/token`, { method: 'POST', body });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return pasted(token);
}

export function pasted(token: string): Identity {
  return { kind: 'pasted', id: 'pasted', label: 'Pasted token', token };
}

/** Lets something go wrong on purpose; see `sandbox/faults.ts`. */
export async function faults(change: object): Promise<void> {
  await fetch(`${rig.sandbox.origin}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(change) });
}
