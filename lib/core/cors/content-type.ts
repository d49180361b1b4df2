/** Bytes that a header must not hold to be let through without being asked for (fetch.spec.whatwg.org, CORS-unsafe request-header byte). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
const UNSAFE = /[\x00-\x08\x0a-\x1f"():<>?@[\\\]{}\x7f]/;
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const FORM_TYPES = new Set(['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']);

export function hasUnsafeByte(value: string): boolean {
  return UNSAFE.test(value);
}

/** One word of HTTP: a method or the name of a header. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** Whether a content type is one that an HTML form could send, its parameters left aside (mimesniff.spec.whatwg.org §4.4). */
export function isFormType(value: string): boolean {
  return !hasUnsafeByte(value) && FORM_TYPES.has(essenceOf(value) ?? '');
}

/** `text/plain` of `Text/Plain; charset=utf-8`; null where it is no content type. */
export function essenceOf(value: string): string | null {
  const [essence = ''] = value.replace(/^[\t\n\r ]+/, '').split(';');
  const [type = '', subtype = '', ...more] = essence.replace(/[\t\n\r ]+$/, '').split('/');
  if (more.length > 0 || !isToken(type) || !isToken(subtype)) return null;
  return `${type}/${subtype}`.toLowerCase();
}
