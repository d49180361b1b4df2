import type { JWK } from 'jose';
import { z } from 'zod';
import { poolOfIssuer } from '@/sandbox/cognito/directory';
import { keySetOf } from '@/sandbox/cognito/tokens';
import type { World } from '@/sandbox/model';
import { isLoopback } from './loopback';

const discovery = z.object({ jwks_uri: z.url() });
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string().optional() })) });

/** AWS keeps a key set for two hours, waits 1,500 ms for it and takes no more than 150,000 bytes. */
const KEEP_MS = 2 * 60 * 60_000;
const PATIENCE_MS = 1500;
const LARGEST = 150_000;

interface Kept {
  keys: JWK[];
  until: number;
}

const kept = new WeakMap<World, Map<string, Kept>>();

/** The keys of an issuer: of a user pool of this world, whose issuer is AWS's own address, else found by its discovery document. The sandbox asks issuers on this machine only. */
export async function signingKeys(world: World, issuer: string): Promise<JWK[]> {
  const pool = poolOfIssuer(world, issuer);
  if (pool) return (await keySetOf(pool)).keys;
  const byIssuer = kept.get(world) ?? new Map<string, Kept>();
  kept.set(world, byIssuer);
  const known = byIssuer.get(issuer);
  if (known && known.until > Date.now()) return known.keys;
  const { jwks_uri } = await read(
    `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    discovery,
    'OIDC discovery endpoint communication error',
  );
  const { keys } = await read(jwks_uri, keySet, 'JWKS communication error');
  byIssuer.set(issuer, { keys, until: Date.now() + KEEP_MS });
  return keys;
}

async function read<T>(url: string, shape: z.ZodType<T>, complaint: string): Promise<T> {
  try {
    if (!isLoopback(new URL(url).hostname)) throw new Error('the sandbox asks issuers on this machine only');
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'error' });
    const text = await answer.text();
    if (!answer.ok || text.length > LARGEST) throw new Error(`status ${answer.status}, ${text.length} characters`);
    return shape.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(complaint, { cause });
  }
}
