import { type Refusal, refuse } from './refusal';

export type SeenHeaders = ReadonlyMap<string, string>;

/** Headers that decide something here: a second one would be read by somebody else than the first. */
const DECIDING = new Set([
  'host',
  'origin',
  'cookie',
  'content-length',
  'content-type',
  'transfer-encoding',
  'sec-fetch-site',
  'sec-fetch-mode',
  'next-action',
]);

/**
 * Headers that only a proxy or Next itself would send. There is no proxy in front of this process, and each of these
 * has let somebody around a check at one time (CVE-2025-29927, CVE-2026-27979, GHSA-ffhc-5mcf-pf4q).
 */
const INTERNAL =
  /^(x-middleware-|x-invoke-|x-forwarded-|x-vercel-|x-now-|x-prerender-|x-http-method|content-security-policy|x-nextjs-(data|prerender|postponed|cache|matched-path|rewritten)|(forwarded|next-resume|x-matched-path|x-original-url|x-rewrite-url|x-nonce|x-real-ip)$)/;

/** The headers that decide, by name in lower case; or why these headers are not even looked at. */
export function readHeaders(raw: readonly string[]): SeenHeaders | Refusal {
  const seen = new Map<string, string>();
  for (let at = 0; at < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    if (DECIDING.has(name)) {
      if (seen.has(name)) return refuse(400, `The header ${name} stands twice in this request.`);
      seen.set(name, raw[at + 1] ?? '');
    } else if (INTERNAL.test(name)) {
      return refuse(400, `The header ${name} has no place in a request to the console.`);
    }
  }
  return seen;
}
