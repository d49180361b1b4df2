import { createHash } from 'node:crypto';
import { decodeWire, type WirePair } from './canonical';

export interface SigningScope {
  /** `YYYYMMDD` */
  date: string;
  region: string;
  service: string;
}

export type RefusalCode =
  | 'MissingAuthenticationToken'
  | 'IncompleteSignature'
  | 'InvalidClientTokenId'
  | 'SignatureDoesNotMatch'
  | 'ExpiredToken'
  | 'RequestTimeTooSkewed';

export interface Refusal {
  ok: false;
  code: RefusalCode;
  message: string;
}

/** What a request claims about its signature, before anything of it is believed. */
export interface Signature {
  accessKeyId: string;
  scope: SigningScope;
  /** Lower-case, sorted. */
  signedHeaders: string[];
  value: string;
  /** `YYYYMMDDTHHMMSSZ` */
  amzDate: string;
  /** Present in the presigned form only. */
  expiresSeconds?: number;
  sessionToken?: string;
}

type Read = { ok: true; signature: Signature } | Refusal;

const ALGORITHM = 'AWS4-HMAC-SHA256';
/** Seven days, the longest that a presigned request may live. */
const LONGEST_EXPIRY = 604_800;

/** Finds the signature of a request in its Authorization header, else in its query. */
export function readSignature(rawHeaders: readonly string[], query: WirePair[]): Read {
  const authorization = headerValues(rawHeaders, 'authorization');
  if (authorization.length > 1) return refuse('IncompleteSignature', 'Authorization header must appear once.');
  if (authorization[0] !== undefined) return fromHeader(authorization[0], rawHeaders);
  if (query.some((pair) => decodeWire(pair.name) === 'X-Amz-Algorithm')) return fromQuery(query, rawHeaders);
  return refuse('MissingAuthenticationToken', 'Missing Authentication Token');
}

function fromHeader(authorization: string, rawHeaders: readonly string[]): Read {
  const [scheme = '', rest = ''] = splitOnce(authorization.trim(), ' ');
  if (scheme !== ALGORITHM) {
    return refuse(
      'IncompleteSignature',
      `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${hashed(authorization)}'.`,
    );
  }
  const fields = new Map(rest.split(',').map((part) => splitOnce(part.trim(), '=')));
  const missing = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => !fields.get(name));
  const amzDate = headerValues(rawHeaders, 'x-amz-date')[0] ?? isoBasic(headerValues(rawHeaders, 'date')[0]);
  if (missing.length > 0 || !amzDate) {
    const texts = missing.map((name) => `Authorization header requires '${name}' parameter.`);
    if (!amzDate) texts.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    return refuse('IncompleteSignature', `${texts.join(' ')} Authorization=${ALGORITHM}`);
  }
  return assemble(rawHeaders, {
    credential: fields.get('Credential') ?? '',
    signedHeaders: fields.get('SignedHeaders') ?? '',
    value: fields.get('Signature') ?? '',
    amzDate,
    sessionToken: headerValues(rawHeaders, 'x-amz-security-token')[0],
  });
}

function fromQuery(query: WirePair[], rawHeaders: readonly string[]): Read {
  const amz = query
    .map((pair): [string, string] => [decodeWire(pair.name), decodeWire(pair.value)])
    .filter(([name]) => name.startsWith('X-Amz-'));
  const fields = new Map(amz);
  if (fields.size < amz.length) {
    return refuse('IncompleteSignature', "AWS query-string parameters 'X-Amz-*' must appear once.");
  }
  if (fields.get('X-Amz-Algorithm') !== ALGORITHM) {
    return refuse('IncompleteSignature', `Unsupported AWS 'algorithm': '${fields.get('X-Amz-Algorithm')}'.`);
  }
  const missing = ['Credential', 'Signature', 'SignedHeaders', 'Date', 'Expires'].filter(
    (name) => !fields.get(`X-Amz-${name}`),
  );
  if (missing.length > 0) {
    const texts = missing.map((name) => `AWS query-string parameters must include 'X-Amz-${name}'.`);
    return refuse('IncompleteSignature', texts.join(' '));
  }
  const expires = fields.get('X-Amz-Expires') ?? '';
  if (!/^\d{1,6}$/.test(expires) || Number(expires) > LONGEST_EXPIRY) {
    return refuse('IncompleteSignature', 'X-Amz-Expires must be between 0 and 604800 seconds');
  }
  return assemble(rawHeaders, {
    credential: fields.get('X-Amz-Credential') ?? '',
    signedHeaders: fields.get('X-Amz-SignedHeaders') ?? '',
    value: fields.get('X-Amz-Signature') ?? '',
    amzDate: fields.get('X-Amz-Date') ?? '',
    expiresSeconds: Number(expires),
    sessionToken: fields.get('X-Amz-Security-Token'),
  });
}

interface Parts {
  credential: string;
  signedHeaders: string;
  value: string;
  amzDate: string;
  expiresSeconds?: number;
  sessionToken?: string;
}

function assemble(rawHeaders: readonly string[], parts: Parts): Read {
  const { credential, signedHeaders, ...rest } = parts;
  const [accessKeyId, date, region, service, terminator, ...more] = credential.split('/');
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request' || more.length > 0) {
    return refuse(
      'IncompleteSignature',
      'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.',
    );
  }
  const names = signedHeaders.split(';');
  if (!names.includes('host')) {
    return refuse('SignatureDoesNotMatch', "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  const absent = names.filter((name) => headerValues(rawHeaders, name).length === 0);
  if (absent.length > 0 || names.some((name, i) => i > 0 && name <= (names[i - 1] ?? ''))) {
    return refuse(
      'SignatureDoesNotMatch',
      'SignedHeaders must name headers of the request, in lower case and sorted order.',
    );
  }
  return { ok: true, signature: { ...rest, accessKeyId, scope: { date, region, service }, signedHeaders: names } };
}

function headerValues(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === name);
}

function isoBasic(httpDate: string | undefined): string | undefined {
  const time = Date.parse(httpDate ?? '');
  return Number.isNaN(time) ? httpDate : new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function hashed(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

function refuse(code: RefusalCode, message: string): Refusal {
  return { ok: false, code, message };
}
