/** What stands in an Origin header, or why the text can stand in none. */
export type ReadOrigin = { origin: string } | { problem: string };

/** Reads an origin as a browser writes it: scheme, host, and a port that is not the usual one. `null` is an origin too. */
export function readOrigin(text: string): ReadOrigin {
  const typed = text.trim();
  if (typed === 'null') return { origin: 'null' };
  if (typed === '') return { problem: 'Enter the origin of a page, such as https://app.example.com.' };
  if (typed === '*') return { problem: 'A page has one origin. Enter one, such as https://app.example.com.' };
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(typed)) return { problem: 'An origin starts with https:// or http://.' };
  if (!URL.canParse(typed)) return { problem: 'That is not the address of a page.' };
  const url = new URL(typed);
  if (url.username !== '' || url.password !== '') return { problem: 'An origin has no user and no password.' };
  if (url.pathname.length > 1 || url.search !== '' || url.hash !== '')
    return { problem: `An origin ends after the host: ${url.origin === 'null' ? typed : url.origin}` };
  // Extensions and apps have schemes of their own, which URL takes for opaque.
  return { origin: url.origin === 'null' ? `${url.protocol}//${url.host}` : url.origin };
}

/** The origin of an address, for the question whether CORS has a part in it. */
export function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : '';
}
