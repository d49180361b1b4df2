import 'server-only';
import type { ServerMetadata } from 'openid-client';
import { AppError } from '@/lib/core/error';
import { processWide } from '@/lib/core/process-wide';
import { boundedFetch, isOwn } from '@/lib/egress/fetch';

/** Who issues tokens, as an authorizer in AWS names it. */
export interface Issuer {
  /** Letter by letter as in the authorizer: tokens are compared with it. */
  url: string;
  /** A user pool in an emulator: where its document is, and its id, since emulators name issuers each in their own way. */
  standIn?: { documentUrl: string; poolId: string };
  /** Host of the account's emulator, null against AWS: the issuer may stand there or on this computer, and do without TLS. */
  emulator: string | null;
}

/** A document is read again after this long. */
const FRESH_MS = 5 * 60_000;
/** More than one account has authorizers for; each may be large. */
const MOST = 50;

interface Known {
  metadata: Promise<ServerMetadata>;
  readAt: number;
}

const documents = processWide('discovery-documents', () => new Map<string, Known>());

/**
 * What an issuer says of itself (OpenID Connect Discovery 1.0, 4). Throws AppError where the document is missing, slow,
 * huge, no JSON, or somebody else's.
 */
export async function discover(issuer: Issuer): Promise<ServerMetadata> {
  const address = documentAddress(issuer);
  // One address may stand for two issuers, which differ in a slash, and only an emulator's account may ask some hosts.
  const key = JSON.stringify([address, issuer.url, issuer.emulator]);
  const known = documents.get(key);
  if (known && Date.now() - known.readAt < FRESH_MS) return known.metadata;
  const reading: Known = { metadata: read(address, issuer), readAt: Date.now() };
  documents.delete(key);
  documents.set(key, reading);
  for (const oldest of documents.keys()) {
    if (documents.size <= MOST) break;
    documents.delete(oldest);
  }
  reading.metadata.catch(() => {
    if (documents.get(key) === reading) documents.delete(key);
  });
  return reading.metadata;
}

function documentAddress({ url, standIn }: Issuer): string {
  return standIn?.documentUrl ?? `${url.replace(/\/$/, '')}/.well-known/openid-configuration`;
}

async function read(address: string, issuer: Issuer): Promise<ServerMetadata> {
  const asked = { method: 'GET', headers: { accept: 'application/json' } };
  const answer = await boundedFetch(address, asked, { emulator: issuer.emulator });
  if (answer.status !== 200) {
    throw wrong(`The issuer ${issuer.url} has no discovery document: ${address} answers ${answer.status}.`);
  }
  const metadata: unknown = await answer.json().catch(() => null);
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) {
    throw wrong(`The discovery document of ${issuer.url} is not JSON.`);
  }
  const told = 'issuer' in metadata ? metadata.issuer : undefined;
  const known = told === issuer.url || (issuer.standIn && String(told).endsWith(`/${issuer.standIn.poolId}`));
  if (!known) throw wrong(mismatch(issuer.url, told));
  return metadata as ServerMetadata;
}

function mismatch(url: string, told: unknown): string {
  if (typeof told !== 'string') return `The discovery document of ${url} names no issuer.`;
  const slash = told.replace(/\/$/, '') === url.replace(/\/$/, '');
  const hint = slash ? ' They differ in the slash at the end, so API Gateway refuses every token.' : '';
  return `The authorizer names the issuer ${url}, but its discovery document says ${told}.${hint}`;
}

/** An address of the issuer that a person's browser is sent to. Never `javascript:`, never without TLS but on this computer. */
export function pageOf(issuer: Issuer, address: string | undefined, what: string): string {
  const url = address && URL.canParse(address) ? new URL(address) : null;
  const own = url?.protocol === 'http:' && isOwn(url.hostname, issuer.emulator);
  if (url && (url.protocol === 'https:' || own)) return url.href;
  throw wrong(`The issuer ${issuer.url} names no ${what} that a browser can be sent to.`);
}

function wrong(message: string): AppError {
  return new AppError('sign-in-refused', message, {
    detail: { reason: 'issuer-answer', next: 'Correct the issuer in the authorizer, or paste a token.' },
  });
}
