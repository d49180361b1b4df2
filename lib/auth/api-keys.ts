import 'server-only';
import type { AwsClients } from '@/lib/aws/clients';
import { AppError } from '@/lib/core/error';
import { accountKey } from '@/lib/core/keys';
import { processWide } from '@/lib/core/process-wide';
import type { ApiKeyChoice } from './sign-in/contract';

/** A value is asked for again after this long: API Gateway allows few calls, and a disabled key should be noticed. */
const FRESH_MS = 60_000;
/** More than anybody picks from a list. */
const MOST = 5_000;

interface Value {
  value: Promise<string>;
  readAt: number;
}

const values = processWide('api-key-values', () => new Map<string, Value>());

/** The API keys of the account and region by name, without their values. */
export async function listApiKeys(aws: AwsClients, signal: AbortSignal): Promise<ApiKeyChoice[]> {
  const keys: ApiKeyChoice[] = [];
  let position: string | undefined;
  do {
    const page = await aws.apigateway.getApiKeys({ limit: 500, position }, { abortSignal: signal });
    for (const { id, name, enabled } of page.items ?? []) {
      if (id) keys.push({ id, name: name || id, enabled: enabled ?? false });
    }
    position = page.position === position ? undefined : page.position;
  } while (position && keys.length < MOST);
  return keys.sort((a, b) => a.name.localeCompare(b.name));
}

/** The value of one key, for the request that is about to be sent; it stays in this process, for a minute. */
export async function apiKeyValue(aws: AwsClients, id: string, signal: AbortSignal): Promise<string> {
  const key = `${accountKey(aws.account)} ${id}`;
  const known = values.get(key);
  if (known && Date.now() - known.readAt < FRESH_MS) return known.value;
  const value = readValue(aws, id, signal);
  values.set(key, { value, readAt: Date.now() });
  value.catch(() => values.delete(key));
  return value;
}

async function readValue(aws: AwsClients, id: string, signal: AbortSignal): Promise<string> {
  const key = await aws.apigateway.getApiKey({ apiKey: id, includeValue: true }, { abortSignal: signal });
  if (key.value) return key.value;
  throw new AppError('not-found', `API Gateway does not tell the value of API key ${key.name ?? id}.`);
}
