import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import { isEmulator } from '@/lib/aws/endpoint';
import type { ApiSummary } from '@/lib/core/api';
import { AppError } from '@/lib/core/error';
import { parse } from '@/lib/core/parse';
import { processWide } from '@/lib/core/process-wide';
import { type GatewayBase, StageName } from './contract';
import { answersLikeGateway } from './probe';

/** The address at which a stage is called, and where its connections go. */
export interface ResolvedBase {
  /** As a person writes it, without a trailing slash. */
  url: string;
  protocol: 'http:' | 'https:';
  host: string;
  port: number;
  /** Where the connection goes when that is not `host` and `port`: the emulator's endpoint. */
  connectTo: { host: string; port: number } | null;
  hostHeader: string;
  /** What stands in front of the path: empty, or `/stage`. */
  basePath: string;
  source: GatewayBase['source'];
  /** DNS is somebody's own: resolved, checked and pinned before anything is connected to. */
  untrusted?: boolean;
  /** Of a custom domain: paths below this one that it gives to something else. */
  others?: readonly string[];
}

/** One way in which emulators offer an API (aws.md §8.2). */
interface Form {
  source: 'emulator-path' | 'emulator-host';
  url(api: ApiSummary, stage: string): string | null;
}

/** Which form each API answered to, and each endpoint last; null where none did. */
const answered = processWide('http-bases', () => new Map<string, Promise<ResolvedBase | null>>());
const lastForm = processWide('http-base-forms', () => new Map<string, number>());

/**
 * The base of a stage. Against AWS it is the API's own endpoint. Against an emulator the known forms are tried once and
 * the first that answers is kept. A correction by hand is for emulators only: it gives the Host header and the base path,
 * and the connection goes to the emulator all the same.
 */
export async function resolveBase(
  aws: AwsClients,
  api: ApiSummary,
  stage: string,
  correction?: string,
): Promise<ResolvedBase> {
  parse(StageName, stage); // also one that an emulator told: it becomes a part of the path
  const endpoint = await aws.endpoint();
  if (endpoint === null || !isEmulator(endpoint)) return awsBase(aws, api, stage, correction);
  if (correction !== undefined) return pinned(correction, endpoint, 'emulator-host');
  const base = await emulatorBase(endpoint, aws, api, stage);
  if (base) return base;
  throw new AppError(
    'not-supported',
    `The emulator at ${endpoint} does not answer for API ${api.id} in any of the known forms. Correct the base address by hand.`,
  );
}

/**
 * The base behind a custom domain that leads to the stage. Against AWS its DNS decides where that is, so that it is
 * checked; an emulator is asked under the domain's name and the connection stays pinned to it.
 */
export async function domainBase(aws: AwsClients, address: string): Promise<ResolvedBase> {
  const endpoint = await aws.endpoint();
  if (endpoint === null || !isEmulator(endpoint)) return { ...parts(address, null, 'aws'), untrusted: true };
  const to = new URL(endpoint);
  const at = new URL(address);
  const port = to.port ? `:${to.port}` : '';
  return pinned(`${to.protocol}//${at.hostname}${port}${at.pathname}`, endpoint, 'emulator-host');
}

/** The base of a stage for the screen: an address that could not be worked out is a fact, not a failure. */
export async function baseOf(aws: AwsClients, api: ApiSummary, stage: string): Promise<GatewayBase> {
  const endpoint = await aws.endpoint();
  try {
    const { url, source, connectTo } = await resolveBase(aws, api, stage);
    return { url, source, pinnedTo: connectTo ? `${connectTo.host}:${connectTo.port}` : null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { url: null, source: 'unknown', pinnedTo: isEmulator(endpoint) ? authority(endpoint ?? '') : null };
  }
}

function awsBase(aws: AwsClients, api: ApiSummary, stage: string, correction: string | undefined): ResolvedBase {
  if (correction !== undefined) {
    throw new AppError('invalid-input', 'The base address of an API in AWS comes from AWS and cannot be corrected.', {
      detail: { field: 'base' },
    });
  }
  const suffix = aws.account.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const usual = `https://${api.id}.execute-api.${aws.account.region}.${suffix}`;
  const told = api.endpoint?.replace(/^wss:/, 'https:') ?? '';
  return parts((told.startsWith('https://') ? told : usual).replace(/\/$/, '') + stagePath(api, stage), null, 'aws');
}

async function emulatorBase(endpoint: string, aws: AwsClients, api: ApiSummary, stage: string) {
  const key = `${endpoint} ${aws.account.region} ${api.id} ${stage}`;
  const known = answered.get(key);
  if (known) return known;
  const found = tryForms(endpoint, aws, api, stage);
  answered.set(key, found);
  // Nothing found is not kept: the emulator may only just be starting.
  found.then(
    (base) => base ?? answered.delete(key),
    () => answered.delete(key),
  );
  return found;
}

async function tryForms(endpoint: string, aws: AwsClients, api: ApiSummary, stage: string) {
  const forms = formsOf(endpoint, aws.account.region);
  const likely = lastForm.get(endpoint) ?? 0;
  for (const at of [likely, ...forms.keys()].filter((index, n) => n === 0 || index !== likely)) {
    const form = forms[at];
    const url = form?.url(api, stage);
    if (!form || !url) continue;
    const base = pinned(url, endpoint, form.source);
    if (!(await answersLikeGateway(base))) continue;
    lastForm.set(endpoint, at);
    return base;
  }
  return null;
}

/** In the order in which they are tried: one address for all first, then a host of its own for each API. */
function formsOf(endpoint: string, region: string): Form[] {
  const { protocol, port } = new URL(endpoint);
  const at = port ? `:${port}` : '';
  const byHost = (domain: string): Form => ({
    source: 'emulator-host',
    url: (api, stage) => `${protocol}//${api.id}.${domain}${at}${stagePath(api, stage)}`,
  });
  return [
    { source: 'emulator-path', url: (api, stage) => `${endpoint}/_aws/execute-api/${api.id}/${stage}` },
    { source: 'emulator-host', url: (api, stage) => ownHost(api, stage) },
    // The older form, which REST APIs alone have.
    {
      source: 'emulator-path',
      url: (api, stage) =>
        api.kind === 'rest' ? `${endpoint}/restapis/${api.id}/${encodeURIComponent(stage)}/_user_request_` : null,
    },
    byHost('execute-api.localhost.localstack.cloud'),
    byHost('execute-api.localhost'),
    byHost('execute-api.localhost.floci.io'),
    byHost(`execute-api.${region}.localhost`),
  ];
}

/** The emulator's own word for the address, unless it only repeats what AWS would say. */
function ownHost(api: ApiSummary, stage: string): string | null {
  if (!api.endpoint || !URL.canParse(api.endpoint)) return null;
  const url = new URL(api.endpoint);
  if (!/^(http|ws)s?:$/.test(url.protocol) || /amazonaws\.com(\.cn)?$/.test(url.hostname)) return null;
  return api.endpoint.replace(/^ws/, 'http').replace(/\/$/, '') + stagePath(api, stage);
}

/** An address whose connections go to the emulator, whatever it says itself. */
function pinned(url: string, endpoint: string, source: 'emulator-path' | 'emulator-host'): ResolvedBase {
  const to = new URL(endpoint);
  const base = parts(url, { host: bare(to.hostname), port: portOf(to) }, source);
  return { ...base, protocol: to.protocol === 'https:' ? 'https:' : 'http:' };
}

function parts(address: string, connectTo: ResolvedBase['connectTo'], source: GatewayBase['source']): ResolvedBase {
  const url = new URL(address);
  return {
    url: address.replace(/\/$/, ''),
    protocol: url.protocol === 'http:' ? 'http:' : 'https:',
    host: bare(url.hostname),
    port: portOf(url),
    connectTo,
    hostHeader: url.host,
    basePath: url.pathname.replace(/\/$/, ''),
    source,
  };
}

/** Only an HTTP API has a stage without a path: a WebSocket API's `$default` is written out, as it is (aws.md §4.1). */
function stagePath({ kind }: ApiSummary, stage: string): string {
  if (kind === 'websocket') return `/${stage}`;
  return stage === '$default' ? '' : `/${encodeURIComponent(stage)}`;
}

function authority(endpoint: string): string {
  const url = new URL(endpoint);
  return `${bare(url.hostname)}:${portOf(url)}`;
}

function portOf(url: URL): number {
  if (url.port) return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

/** Node connects to `::1`, URLs say `[::1]`. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
