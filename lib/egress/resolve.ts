import 'server-only';
import { lookup } from 'node:dns/promises';

/** The addresses behind a name, or why there are none. */
export type Resolved = { addresses: string[] } | { message: string };

/** Asks the system's own resolver, as a connection would. Names below localhost are this machine's (RFC 6761). */
export async function resolveHost(host: string): Promise<Resolved> {
  if (host === 'localhost' || host.endsWith('.localhost')) return { addresses: ['127.0.0.1'] };
  try {
    const found = await lookup(host, { all: true, verbatim: true });
    return { addresses: [...new Set(found.map(({ address }) => address))] };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOTFOUND' || code === 'ENODATA') return { message: 'DNS has no address for this name.' };
    return { message: 'DNS did not answer for this name.' };
  }
}
