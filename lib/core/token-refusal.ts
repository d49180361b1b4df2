/** What a `www-authenticate: Bearer …` header says (RFC 6750, 3). */
export interface BearerChallenge {
  error: string | null;
  description: string | null;
  scope: string | null;
}

/** Null where the header asks for something else than a bearer token. */
export function parseBearerChallenge(header: string): BearerChallenge | null {
  const parameters = /^\s*bearer\b(.*)$/is.exec(header)?.[1];
  if (parameters === undefined) return null;
  const found = new Map<string, string>();
  for (const [, name = '', quoted, bare] of parameters.matchAll(
    /([a-z_]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi,
  )) {
    found.set(name.toLowerCase(), quoted === undefined ? (bare ?? '') : quoted.replace(/\\(.)/g, '$1'));
  }
  const read = (name: string) => found.get(name) || null;
  return { error: read('error'), description: read('error_description'), scope: read('scope') };
}
