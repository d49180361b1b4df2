import type { Pair } from './outcome';

/** Stands for a secret wherever one is shown or stored. */
export const MASK = '••••••';

/** Headers whose value is a secret whatever it looks like. */
const SECRET_HEADER =
  /authorization|cookie|token|secret|passw|credential|signature|session|[cx]srf|jwt|(^|[-_])(auth|otp|pass|pin|pwd|sid)($|[-_])/i;

/** A header that is called a key is one, save for those that name an entry and not a person. */
const KEY_HEADER = /key($|[-_])/i;
const NAMING_KEY = /(^|[-_])(cache|surrogate|idempotency|partition|sort|routing|websocket)[-_]?keys?$/i;

const ADDRESS_HEADER = /^(content-)?location$|^referer$/i;

const SECRET_PARAMETER =
  /^(x-amz-(signature|security-token|credential)|access_token|id_token|refresh_token|client_secret|token|code|sig|signature|[cx]srf|jwt|otp|pin|passwd|password|pwd|secret|authorization|auth([-_]?token)?|session([-_]?(id|token))?|(x-)?(?:api|access|functions|private|secret|shared|subscription)[-_]?key)$/i;

const SECRET_NAME = /password|passwd|secret|token|api_?key|authorization/i;

// Of these the name is looked at afterwards: a pattern that looks for a word within a name tries each place of it anew.

/** A member of JSON: `"name": "value"`. */
const FIELD = /("([^"\\]*)"\s*:\s*)"(?:[^"\\]|\\.)*"/g;
/** The same within a string of JSON: `\"name\":\"value\"`. A quote of the value itself has more backslashes. */
const INNER_FIELD = /(\\"([^"\\]*)\\"\s*:\s*)\\"(?:[^"\\]|\\+(?!["\\])|\\{2,}")*\\"/g;
/** An argument of a GraphQL operation, which may itself stand in a JSON string: its quotes are escaped then. */
const ARGUMENT = /(\b(\w+)\s*:\s*)(\\?")[^"]*?\3/g;
/** An entry of a map as API Gateway writes it into an execution log: `{name=value, name=a, b}`. */
const ENTRY_OF_MAP = /([{,] ?)([\w.-]+)=((?:[^,{}\n]|,(?! ?[\w.-]+=))*)/g;

/** Words of base64url with dots between. It never fails once it has begun, so that no word is read twice. */
const DOTTED = /[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)*/g;
/** The first part of a token: JSON that starts like `{"`. */
const TOKEN_START = /\beyJ[A-Za-z0-9_-]{5,}$/;
/** A parameter of a challenge, `Bearer error="…"`, is no credential. */
const SCHEME_CREDENTIALS = /\b(Bearer|Basic)\s+(?![\w-]+=")[A-Za-z0-9._~+/=-]{8,}/gi;
/** AppSync takes its headers in the parameter `header`, as JSON in base64. */
const PARAMETER_IN_TEXT =
  /([?&#](?:x-amz-signature|x-amz-security-token|access_token|id_token|refresh_token|client_secret|api_?key|sig|token|auth|authorization|header(?==eyJ))=)[^&\s"'<>]+/gi;

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
  if (ADDRESS_HEADER.test(name)) return redactUrl(value);
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
      return equals !== -1 && SECRET_PARAMETER.test(decoded(name))
        ? `${name}=${MASK}`
        : redactText(`?${part}`).slice(1);
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
  return (text.includes('eyJ') ? text.replace(DOTTED, maskTokens) : text)
    .replace(SCHEME_CREDENTIALS, (_, scheme: string) => `${scheme} ${MASK}`)
    .replace(PARAMETER_IN_TEXT, (_, start: string) => `${start}${MASK}`)
    .replace(FIELD, (all, start: string, name: string) => (SECRET_NAME.test(name) ? `${start}"${MASK}"` : all))
    .replace(INNER_FIELD, (all, start: string, name: string) =>
      SECRET_NAME.test(name) ? `${start}\\"${MASK}\\"` : all,
    )
    .replace(ARGUMENT, (all, start: string, name: string, quote: string) =>
      SECRET_NAME.test(name) ? `${start}${quote}${MASK}${quote}` : all,
    );
}

/** Three parts in a row are a token where the first is the start of one. */
function maskTokens(dotted: string): string {
  if (!dotted.includes('eyJ')) return dotted;
  const parts = dotted.split('.');
  const kept: string[] = [];
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    const start = part.search(TOKEN_START);
    const whole = start !== -1 && at + 2 < parts.length && (parts[at + 1] ?? '').length >= 5;
    kept.push(whole ? part.slice(0, start) + MASK : part);
    if (whole) at += 2;
  }
  return kept.join('.');
}

/** An execution log of API Gateway with the entries of its maps masked that are named like a secret: headers, parameters. */
export function redactLog(log: string): string {
  return log.replace(ENTRY_OF_MAP, (all, start: string, name: string) =>
    isSecretHeader(name) || SECRET_PARAMETER.test(name) ? `${start}${name}=${MASK}` : all,
  );
}
