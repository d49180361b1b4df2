import type { TokenJudgement } from './token-judge';

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

export interface Refusal {
  status: number;
  /** The value of the header, null where there is none. */
  wwwAuthenticate: string | null;
}

/**
 * Why an API that checks tokens answered 401 or 403, as far as the token and the header tell; null for other answers and
 * where nothing is known. `judgement` is null where no token was sent.
 */
export function explainRefusal({ status, wwwAuthenticate }: Refusal, judgement: TokenJudgement | null): string | null {
  if (status !== 401 && status !== 403) return null;
  const challenge = wwwAuthenticate === null ? null : parseBearerChallenge(wwwAuthenticate);
  const said = challenge?.description ? ` API Gateway says: “${challenge.description}”.` : '';
  if (judgement === null) return `No token was sent, and this route asks for one.${said}`;
  const wrong = judgement.checks.filter((check) => check.verdict === 'refused');
  // Scopes are looked at last, and only their lack is answered with 403.
  const telling = wrong.find((check) => (check.what === 'scope') === (status === 403)) ?? wrong[0];
  if (telling) return `${telling.sentence}${said}`;
  if (status === 403) return 'The token was good, but whoever it speaks of may not do this.';
  return said
    ? `The token looks right from here.${said}`
    : 'The token looks right from here. It may have been revoked, or its key is no longer the issuer’s.';
}
