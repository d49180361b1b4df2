import 'server-only';
import { processWide } from '@/lib/core/process-wide';

/** More clients than anybody types secrets for; the oldest go. */
const MOST = 100;

const secrets = processWide('typed-client-secrets', () => new Map<string, string>());

/**
 * The secret of a client at an issuer. One that is typed is remembered in memory, so that the browser need not keep it
 * for the refresh; null where none was typed since Signalbox started.
 */
export function clientSecret(issuer: string, clientId: string, typed: string | undefined): string | null {
  const key = `${issuer} ${clientId}`;
  if (typed !== undefined) {
    secrets.delete(key);
    secrets.set(key, typed);
    const [oldest] = secrets.keys();
    if (secrets.size > MOST && oldest !== undefined) secrets.delete(oldest);
  }
  return typed ?? secrets.get(key) ?? null;
}
