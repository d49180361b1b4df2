import type { Pair } from './outcome';

/** Stands for a secret wherever one is shown or stored. */
export const MASK = '••••••';

/** Headers whose value is a secret whatever it looks like. */
const SECRET_HEADER =
  /authorization|cookie|token|secret|passw|credential|signature|session|[cx]srf|jwt|(^|[-_])(auth|otp|pass|pin|pwd|sid)($|[-_])/i;

/** A header that is called a key is one, save for those that name an entry and not a person. */
const KEY_HEADER = /key($|[-_])/i;
const NAMING_KEY = /(^|[-_])(cache|surrogate|idempotency|partition|sort|routing|websocket)[-_]?keys?$/i;

const SECRET_PARAMETER =
  /^(x-amz-(signature|security-token|credential)|access_token|id_token|refresh_token|client_secret|token|code|sig|signature|[cx]srf|jwt|otp|pin|passwd|password|pwd|secret|(?:api|access|functions|private|secret|shared|subscription)[-_]?key)$/i;

const SECRET_FIELD =
  /("(?:[^"\\]*(?:password|passwd|secret|token|api_?key|authorization)[^"\\]*)"\s*:\s*)"(?:[^"\\]|\\.)*"/gi;

/** The same as an argument of a GraphQL operation, which may itself stand in a JSON string: its quotes are escaped then. */
const SECRET_ARGUMENT = /(\b\w*(?:password|passwd|secret|token|api_?key|authorization)\w*\s*:\s*)(\\?")[^"]*?\2/gi;

/** Three base64url parts of which the first starts like `{"`. */
const JWT = /\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*/g;
const SCHEME_CREDENTIALS = /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi;
const PARAMETER_IN_TEXT =
  /([?&](?:x-amz-signature|x-amz-security-token|access_token|id_token|refresh_token|client_secret|api_?key|sig)=)[^&\s"'<>]+/gi;

/** Whether the value of this header is masked by its name alone. */
export function isSecretHeader(name: string): boolean {
  return SECRET_HEADER.test(name) || (KEY_HEADER.test(name) && !NAMING_KEY.test(name));
}

/** A header's value with its secrets masked and the rest readable: scheme, cookie names, what was signed. */
export function redactHeader(name: string, value: string): string {
  const lower = name.toLowerCase();
  if (lower === 'cookie') return value.replace(/=[^;]*/g, `=${MASK}`);
  if (lower === 'set-cookie') return value.replace(/=[^;]*/, `=${MASK}`);
  if (lower.endsWith('authorization')) return redactAuthorization(value);
  return isSecretHeader(name) ? MASK : redactText(value);
}

function redactAuthorization(value: string): string {
  if (value.startsWith('AWS4-HMAC-')) return value.replace(/Signature=[^,\s]*/, `Signature=${MASK}`);
  const scheme = /^([A-Za-z][A-Za-z0-9-]*)\s+\S/.exec(value)?.[1];
  return scheme === undefined ? MASK : `${scheme} ${MASK}`;
}

export function redactHeaders(headers: readonly Pair[]): Pair[] {
  return headers.map(([name, value]) => [name, redactHeader(name, value)]);
}

/** Query rows with secret parameters masked, presigned URLs' among them. */
export function redactQuery(query: readonly Pair[]): Pair[] {
  return query.map(([name, value]) => [name, SECRET_PARAMETER.test(name) ? MASK : redactText(value)]);
}

/** A URL or request target with secret parameters masked; everything else stays as it is on the wire. */
export function redactUrl(url: string): string {
  const mark = url.indexOf('?');
  if (mark === -1) return redactText(url);
  const query = url
    .slice(mark + 1)
    .split('&')
    .map((part) => {
      const equals = part.indexOf('=');
      const name = equals === -1 ? part : part.slice(0, equals);
      return equals !== -1 && SECRET_PARAMETER.test(decoded(name)) ? `${name}=${MASK}` : redactText(part);
    });
  return `${redactText(url.slice(0, mark))}?${query.join('&')}`;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Free text with everything masked that has the shape of a secret: tokens, credentials, fields named like one. */
export function redactText(text: string): string {
  return text
    .replace(JWT, MASK)
    .replace(SCHEME_CREDENTIALS, (_, scheme: string) => `${scheme} ${MASK}`)
    .replace(PARAMETER_IN_TEXT, (_, start: string) => `${start}${MASK}`)
    .replace(SECRET_FIELD, (_, start: string) => `${start}"${MASK}"`)
    .replace(SECRET_ARGUMENT, (_, start: string, quote: string) => `${start}${quote}${MASK}${quote}`);
}
