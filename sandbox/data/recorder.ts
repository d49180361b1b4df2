import type { World } from '@/sandbox/model';

/** One request that reached an API of the sandbox, as `/_sandbox/requests` tells it. Credentials are masked. */
export interface RecordedRequest {
  at: string;
  requestId: string;
  account: string;
  region: string;
  apiId: string;
  method: string;
  /** The request target as it came, with signatures and tokens masked. */
  target: string;
  headers: [name: string, value: string][];
  bodyLength: number;
  stage: string | null;
  routeKey: string | null;
  /** Whether the integration was called, whatever came of it. */
  integrationReached: boolean;
  /** null while the answer is under way. */
  status: number | null;
  /** The caller went away before the answer was complete. */
  aborted: boolean;
  /** Why the gateway refused, which it does not tell the caller. */
  reason: string | null;
  /** What the functions printed, at most 50 lines. */
  logs: string[];
}

const LONGEST_LIST = 1000;
const records = new WeakMap<World, RecordedRequest[]>();

/** Oldest first; the last thousand. */
export function recordedRequests(world: World): readonly RecordedRequest[] {
  return records.get(world) ?? [];
}

export function forgetRequests(world: World): void {
  records.delete(world);
}

/** Takes the record in when the request arrives; it is filled while the request is answered. */
export function recordRequest(world: World, record: RecordedRequest): void {
  const list = records.get(world) ?? [];
  records.set(world, list);
  list.push(record);
  if (list.length > LONGEST_LIST) list.shift();
}

/** Signatures, tokens, keys and cookies become `***`; the scheme and the access key id stay, for they tell who asked how. */
export function maskHeader(name: string, value: string): string {
  if (/^(x-api-key|cookie|x-amz-security-token)$/i.test(name)) return '***';
  if (!/^(proxy-)?authorization$/i.test(name)) return value;
  if (value.startsWith('AWS4-HMAC-SHA256')) return value.replace(/Signature=[^,\s]+/, 'Signature=***');
  return /^\S+ /.test(value) ? value.replace(/ .*$/s, ' ***') : '***';
}

export function maskTarget(target: string): string {
  return target.replace(/([?&](?:X-Amz-Signature|X-Amz-Security-Token|access_token|token|api_key)=)[^&]*/gi, '$1***');
}
