import 'server-only';
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { AppError } from '@/lib/core/error';
import type { Pair } from '@/lib/core/outcome';
import { wellFormed } from '@/lib/core/path';

export interface SigningCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export interface SignableRequest {
  method: string;
  /** The value of the Host header, port included where it is not the default one. */
  host: string;
  /** The path exactly as it goes on the wire, percent-encoded once. */
  path: string;
  /** Decoded rows; on the wire they must be encoded as `encodeQuery` does. */
  query: readonly Pair[];
  headers: readonly Pair[];
  body: Uint8Array | null;
}

/** SHA-256 of node:crypto for the signer: hashes a large body some twenty times faster than the SDK's own. */
class NodeSha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', asKey(secret));
  }

  update(part: Uint8Array): void {
    this.#hash.update(part);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {
    throw new Error('A digest is made once.');
  }
}

function asKey(secret: string | ArrayBuffer | ArrayBufferView): string | Uint8Array {
  if (typeof secret === 'string') return secret;
  if (secret instanceof ArrayBuffer) return new Uint8Array(secret);
  return new Uint8Array(secret.buffer, secret.byteOffset, secret.byteLength);
}

const ADDED = ['authorization', 'x-amz-date', 'x-amz-security-token'];

/** What a signature is good for. Only services that serve APIs: nothing signed here opens IAM, STS or S3. */
export interface SigningScope {
  service: 'execute-api' | 'appsync';
  region: string;
}

/** The headers that Signature Version 4 adds to a request to an API. */
export async function sign(
  request: SignableRequest,
  scope: SigningScope,
  credentials: SigningCredentials,
  signingDate: Date = new Date(),
): Promise<Pair[]> {
  const signer = new SignatureV4({
    ...scope,
    credentials,
    sha256: NodeSha256,
    applyChecksum: false,
  });
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: 'https:',
      hostname: request.host,
      path: request.path,
      query: queryBag(request.query),
      headers: headerBag(request),
      body: request.body ?? undefined,
    },
    { signingDate },
  );
  return ADDED.filter((name) => signed.headers[name] !== undefined).map((name) => [name, signed.headers[name] ?? '']);
}

/** How long a signature in a query is good for. It is looked at when a connection opens, and not again. */
const PRESIGNED_SECONDS = 300;

/** The rows that Signature Version 4 adds to the query of a request, for whoever cannot send headers (aws.md §4.3). */
export async function presign(
  request: Pick<SignableRequest, 'method' | 'host' | 'path' | 'query'>,
  scope: SigningScope,
  credentials: SigningCredentials,
  signingDate: Date = new Date(),
): Promise<Pair[]> {
  const signer = new SignatureV4({ ...scope, credentials, sha256: NodeSha256, applyChecksum: false });
  const { method, host, path, query } = request;
  const own = queryBag(query);
  const signed = await signer.presign(
    { method, protocol: 'wss:', hostname: host, path, query: own, headers: { host } },
    { signingDate, expiresIn: PRESIGNED_SECONDS },
  );
  const rows = Object.entries(signed.query ?? {}).filter(([name]) => !(name in own));
  return rows.map(([name, value]) => [name, String(value)]);
}

/** Without a prototype, so that no name of a row means anything but itself. The signer loses one name on its way. */
function queryBag(rows: readonly Pair[]): Record<string, string | string[]> {
  const bag: Record<string, string | string[]> = Object.create(null);
  rows.forEach(([name, value], at) => {
    if (name === '__proto__') {
      throw new AppError('invalid-input', 'A query parameter called __proto__ cannot be signed. Send it unsigned.', {
        detail: { field: `query.${at}` },
      });
    }
    const key = wellFormed(name);
    const before = bag[key];
    const after = wellFormed(value);
    if (before === undefined) bag[key] = after;
    else bag[key] = typeof before === 'string' ? [before, after] : [...before, after];
  });
  return bag;
}

/** Headers of the same name are signed as one, joined by a comma, as the receiver reads them. */
function headerBag({ headers, host }: SignableRequest): Record<string, string> {
  const bag: Record<string, string> = Object.create(null);
  bag.host = host;
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    bag[lower] = bag[lower] === undefined ? value : `${bag[lower].trim()},${value.trim()}`;
  }
  return bag;
}
