import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import { isEmulator } from '@/lib/aws/endpoint';
import type { ApiSummary } from '@/lib/core/api';
import { AppError } from '@/lib/core/error';
import { processWide } from '@/lib/core/process-wide';
import { authority, type Destination, destinationOf } from '@/lib/egress/address';
import { answersInJson } from './probe';

/** An address of an API: as a person writes it, and how it is reached. */
export interface Endpoint {
  url: string;
  to: Destination;
  path: string;
}

/** With a pin, the Host header and the path are the address's and the connection goes to the emulator all the same. */
export function endpoint(address: string, pin: Destination | null): Endpoint {
  const url = new URL(address);
  const to = destinationOf(url);
  const pinned = pin === null ? to : { ...to, protocol: pin.protocol, connectTo: { host: pin.host, port: pin.port } };
  return { url: address, to: pinned, path: url.pathname };
}

/** How an API of AppSync is found: the path of its requests, and for an emulator a question that changes nothing and the forms to try. */
export interface Whereabouts {
  path: string;
  question: string;
  forms: (emulator: string) => string[];
}

/** Where requests go. Against AWS it is what AWS says; an emulator is tried in its known forms (aws.md §8.2). */
export async function apiEndpoint(aws: AwsClients, api: ApiSummary, { path, question, forms }: Whereabouts) {
  const emulator = await aws.appSyncEndpoint();
  if (emulator === null || !isEmulator(emulator)) return endpoint(awsAddress(aws, api, path), null);
  return emulatorEndpoint(emulator, forms(emulator), question);
}

function awsAddress({ account: { region } }: AwsClients, api: ApiSummary, path: string): string {
  if (api.endpoint?.startsWith('https://')) return api.endpoint;
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://${api.id}.appsync-api.${region}.${suffix}${path}`;
}

/**
 * The address behind a custom domain, `https://api.example.com/graphql`. Against AWS its DNS decides where that is, so
 * that it is checked; an emulator is asked under the domain's name and the connection stays pinned to it.
 */
export async function domainEndpoint(aws: AwsClients, address: string): Promise<Endpoint> {
  const emulator = await aws.appSyncEndpoint();
  if (emulator === null || !isEmulator(emulator)) {
    const direct = endpoint(address, null);
    return { ...direct, to: { ...direct.to, untrusted: true } };
  }
  const at = new URL(emulator);
  const { hostname, pathname } = new URL(address);
  return endpoint(`${at.protocol}//${hostname}${at.port ? `:${at.port}` : ''}${pathname}`, destinationOf(at));
}

/** Which address each API of an emulator answered at. */
const answered = processWide('appsync-endpoints', () => new Map<string, Promise<Endpoint | null>>());

/**
 * The address of an emulator's API: the candidates are asked a question that changes nothing, in order, and the first
 * that answers it is kept. Throws AppError (not-supported) where none does.
 */
async function emulatorEndpoint(emulator: string, candidates: readonly string[], question: string): Promise<Endpoint> {
  const key = candidates.join(' ');
  const found = answered.get(key) ?? firstToAnswer(emulator, candidates, question);
  answered.set(key, found);
  const known = await found.catch(() => null);
  if (known) return known;
  answered.delete(key); // the emulator may only just be starting
  throw new AppError(
    'not-supported',
    `The emulator at ${emulator} does not answer for this API in any of the known forms.`,
  );
}

async function firstToAnswer(emulator: string, candidates: readonly string[], question: string) {
  for (const address of candidates) {
    const candidate = endpoint(address, destinationOf(new URL(emulator)));
    if (await answersInJson(candidate, question)) return candidate;
  }
  return null;
}

/** `host:port` that connections are pinned to; null against AWS. */
export function pinOf({ to: { connectTo } }: Endpoint): string | null {
  return connectTo === null ? null : authority(connectTo);
}

/** The same as a line is opened to it: another address, the same way there. */
export function lineEndpoint(address: string, { to }: Endpoint): Endpoint {
  const line = endpoint(address, to.connectTo === null ? null : { ...to, ...to.connectTo });
  const checked = to.untrusted === true ? { untrusted: true } : {};
  return { ...line, to: { ...line.to, ...checked }, url: line.url.replace(/^http/, 'ws') };
}
