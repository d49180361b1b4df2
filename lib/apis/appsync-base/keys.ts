import 'server-only';
import { createHash } from 'node:crypto';
import type { AwsClients } from '@/lib/aws/clients';
import { AppError } from '@/lib/core/error';
import { accountKey } from '@/lib/core/keys';
import { processWide } from '@/lib/core/process-wide';
import type { AppSyncKey } from './contract';
import { appSyncItems } from './pages';

/** Values are asked for again after this long, so that a deleted key is noticed. */
const FRESH_MS = 60_000;

interface Read {
  byId: Promise<Map<string, string>>;
  readAt: number;
}

const values = processWide('appsync-keys', () => new Map<string, Read>());

/** The keys of an API that still are good, the one that lasts longest first, without their values. */
export async function readKeys(aws: AwsClients, apiId: string, signal: AbortSignal): Promise<AppSyncKey[]> {
  const keys = await listKeys(aws, apiId, signal);
  const now = Date.now();
  return keys
    .map(({ value, description, expiresAt }) => ({ id: keyIdOf(value), description, expiresAt }))
    .filter(({ expiresAt }) => expiresAt > now)
    .sort((a, b) => b.expiresAt - a.expiresAt);
}

/** The value of one key, for the request that is about to be sent. Throws not-found where the API no longer has it. */
export async function keyValue(aws: AwsClients, apiId: string, keyId: string, signal: AbortSignal): Promise<string> {
  const value = (await readValues(aws, apiId, signal)).get(keyId);
  if (value !== undefined) return value;
  throw new AppError('not-found', 'The API no longer has this API key.', {
    detail: { next: 'Read the API again and pick another key.' },
  });
}

function readValues(aws: AwsClients, apiId: string, signal: AbortSignal): Promise<Map<string, string>> {
  const place = `${accountKey(aws.account)} ${apiId}`;
  const known = values.get(place);
  if (known && Date.now() - known.readAt < FRESH_MS) return known.byId;
  const byId = listKeys(aws, apiId, signal).then((keys) => new Map(keys.map(({ value }) => [keyIdOf(value), value])));
  values.set(place, { byId, readAt: Date.now() });
  byId.catch(() => values.delete(place));
  return byId;
}

/** AWS's id of a key is the key itself (aws.md §5.1). This is a name for it that nobody can sign in with. */
function keyIdOf(value: string): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 24);
}

async function listKeys(aws: AwsClients, apiId: string, signal: AbortSignal) {
  const ask = (page: object) => aws.appsync.listApiKeys({ apiId, ...page }, { abortSignal: signal });
  const keys = await appSyncItems('ListApiKeys', 'apiKeys', ask);
  return keys.flatMap(({ id, description, expires }) =>
    id ? [{ value: id, description: description || null, expiresAt: (expires ?? 0) * 1_000 }] : [],
  );
}
