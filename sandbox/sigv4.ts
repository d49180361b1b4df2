import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalHeaders, canonicalPath, canonicalQuery, type WirePair, wirePairs } from './canonical';
import type { AccessKey } from './model';
import { type Refusal, type RefusalCode, readSignature, type Signature, type SigningScope } from './signature';

/** A request as it came over the wire: `url` is the raw request target, `rawHeaders` Node's flat list of names and values. */
export interface SignedRequest {
  method: string;
  url: string;
  rawHeaders: readonly string[];
  body: Buffer;
}

export type Verdict = { ok: true; key: AccessKey; scope: SigningScope } | Refusal;

/** How many minutes the clocks may differ: API Gateway's data plane takes the general five, most services more. */
function skewMinutes(service: string): number {
  return service === 'execute-api' ? 5 : 15;
}

/**
 * Verifies a Signature Version 4 (AWS: "Create a signed AWS API request"), in the Authorization header or presigned in the query.
 * It says who signed and for which scope; whether that scope is the one being served is for the caller to judge.
 */
export function verifySignature(
  request: SignedRequest,
  findKey: (accessKeyId: string) => AccessKey | undefined,
  now: Date = new Date(),
): Verdict {
  const [target, queryText] = splitTarget(request.url);
  const query = wirePairs(queryText);
  const read = readSignature(request.rawHeaders, query);
  if (!read.ok) return read;
  const { signature } = read;

  const key = findKey(signature.accessKeyId);
  if (!key || !sameText(signature.sessionToken ?? '', key.sessionToken ?? '')) {
    return refuse('InvalidClientTokenId', 'The security token included in the request is invalid.');
  }
  const late = checkTime(signature, now);
  if (late) return late;

  const texts = textsOf(request, { target, query, signature });
  if (!sameText(signed(texts.toSign, signature, key.secret), signature.value)) {
    return refuse('SignatureDoesNotMatch', `${MISMATCH}${PRINTING.has(signature.scope.service) ? printed(texts) : ''}`);
  }
  // Asked last: only someone who holds the secret learns that a session has ended.
  if (key.expiresAt && Date.parse(key.expiresAt) <= now.getTime()) {
    return refuse('ExpiredToken', 'The security token included in the request is expired');
  }
  return { ok: true, key, scope: signature.scope };
}

function checkTime(signature: Signature, now: Date): Refusal | undefined {
  const signedAt = parseAmzDate(signature.amzDate);
  if (signedAt === undefined) {
    return refuse('IncompleteSignature', "Date must be in ISO-8601 'basic format'.");
  }
  if (signature.amzDate.slice(0, 8) !== signature.scope.date) {
    return refuse(
      'SignatureDoesNotMatch',
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${signature.scope.date}' != '${signature.amzDate.slice(0, 8)}', from '${signature.amzDate}'.`,
    );
  }
  const clock = now.getTime();
  const minutes = skewMinutes(signature.scope.service);
  const skew = minutes * 60_000;
  if (signedAt - skew > clock) {
    return refuse(
      'RequestTimeTooSkewed',
      `Signature not yet current: ${signature.amzDate} is still later than ${amzDate(clock + skew)} (${amzDate(clock)} + ${minutes} min.)`,
    );
  }
  const lifetime = signature.expiresSeconds === undefined ? skew : signature.expiresSeconds * 1000;
  if (signedAt + lifetime < clock) {
    const span = signature.expiresSeconds === undefined ? `${minutes} min.` : `${signature.expiresSeconds} sec.`;
    return refuse(
      'RequestTimeTooSkewed',
      `Signature expired: ${signature.amzDate} is now earlier than ${amzDate(clock - lifetime)} (${amzDate(clock)} - ${span})`,
    );
  }
  return undefined;
}

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/** Services that show what they signed themselves. */
const PRINTING: ReadonlySet<string> = new Set(['execute-api', 'appsync']);

interface Texts {
  canonical: string;
  toSign: string;
}

function printed({ canonical, toSign }: Texts): string {
  return `\n\nThe Canonical String for this request should have been\n'${canonical}'\n\nThe String-to-Sign should have been\n'${toSign}'\n`;
}

interface Signing {
  target: string;
  query: WirePair[];
  signature: Signature;
}

function textsOf(request: SignedRequest, { target, query, signature }: Signing): Texts {
  const { date, region, service } = signature.scope;
  const canonical = [
    request.method,
    canonicalPath(target, service),
    canonicalQuery(query),
    canonicalHeaders(request.rawHeaders, signature.signedHeaders),
    signature.signedHeaders.join(';'),
    payloadHash(request),
  ].join('\n');
  const toSign = [
    'AWS4-HMAC-SHA256',
    signature.amzDate,
    `${date}/${region}/${service}/aws4_request`,
    // AWS's SDKs send header text as latin-1, as Node reads it, but hash it as UTF-8.
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n');
  return { canonical, toSign };
}

function signed(toSign: string, { scope: { date, region, service } }: Signature, secret: string): string {
  const signingKey = [date, region, service, 'aws4_request'].reduce<Buffer | string>(
    (key, part) => createHmac('sha256', key).update(part).digest(),
    `AWS4${secret}`,
  );
  return createHmac('sha256', signingKey).update(toSign).digest('hex');
}

/** `x-amz-content-sha256` may say that the body is unsigned, but it may not claim another body's hash. */
function payloadHash(request: SignedRequest): string {
  const at = request.rawHeaders.findIndex((name, i) => i % 2 === 0 && name.toLowerCase() === 'x-amz-content-sha256');
  if (at >= 0 && request.rawHeaders[at + 1] === 'UNSIGNED-PAYLOAD') return 'UNSIGNED-PAYLOAD';
  return createHash('sha256').update(request.body).digest('hex');
}

function splitTarget(url: string): [path: string, query: string] {
  const at = url.indexOf('?');
  return at < 0 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
}

function parseAmzDate(text: string): number | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second] = found;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? undefined : time;
}

function amzDate(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function refuse(code: RefusalCode, message: string): Refusal {
  return { ok: false, code, message };
}
