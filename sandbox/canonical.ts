/** A query parameter as it stands on the wire, still percent-encoded. */
export interface WirePair {
  name: string;
  value: string;
}

export function wirePairs(queryText: string): WirePair[] {
  return queryText
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0 ? { name: part, value: '' } : { name: part.slice(0, at), value: part.slice(at + 1) };
    });
}

/** The text behind percent-encoding; text that is not validly encoded is returned as it is. */
export function decodeWire(text: string): string {
  const bytes = decodeBytes(text);
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Every service but S3 signs the wire path without dot segments and doubled slashes, encoded once more. */
export function canonicalPath(path: string, service: string): string {
  return service === 's3' ? encodeBytes(decodeBytes(path || '/'), '/') : encodeBytes(normalise(path), '/');
}

export function canonicalQuery(pairs: WirePair[]): string {
  return pairs
    .filter((pair) => decodeWire(pair.name) !== 'X-Amz-Signature')
    .map((pair) => ({ name: encodeBytes(decodeBytes(pair.name)), value: encodeBytes(decodeBytes(pair.value)) }))
    .sort((a, b) => compare(a.name, b.name) || compare(a.value, b.value))
    .map((pair) => `${pair.name}=${pair.value}`)
    .join('&');
}

/** One line per signed header, ended by a line feed each: values trimmed, runs of blanks made one space, repeated headers joined by comma. */
export function canonicalHeaders(rawHeaders: readonly string[], signedHeaders: readonly string[]): string {
  const values = new Map<string, string[]>();
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] ?? '').toLowerCase();
    const value = (rawHeaders[i + 1] ?? '').trim().replace(/[ \t]+/g, ' ');
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return signedHeaders.map((name) => `${name}:${(values.get(name) ?? []).join(',')}\n`).join('');
}

function normalise(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  return `/${kept.join('/')}${path.endsWith('/') && kept.length > 0 ? '/' : ''}`;
}

// Both work on bytes held as latin-1 text, so that a sequence that is not UTF-8 survives.
function decodeBytes(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function encodeBytes(bytes: string, alsoKeep = ''): string {
  return Array.from(bytes, (char) => {
    if (/[A-Za-z0-9\-._~]/.test(char) || alsoKeep.includes(char)) return char;
    return `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
