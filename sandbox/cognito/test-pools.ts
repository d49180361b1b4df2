import { fileURLToPath } from 'node:url';
import { directoryOf } from '@/sandbox/cognito/directory';
import { DEMO_SECRET } from '@/sandbox/keys';
import { type Listening, listen } from '@/sandbox/listen';
import { createWorld } from '@/sandbox/world';

const file = fileURLToPath(new URL('fixtures/pools.yaml', import.meta.url));

export const REGION = 'us-east-1';
export const DEMO_CREDENTIALS = { accessKeyId: 'AKIASANDBOXDEMO00001', secretAccessKey: DEMO_SECRET };

/** A sandbox with the pools of the fixture, on a free port. */
export async function listenWithPools(): Promise<Listening> {
  return listen(createWorld({ demo: false, templates: [{ name: 'pools', file }] }), 0);
}

export function poolNamed({ world }: Listening, name: string) {
  const region = world.accounts[0]?.regions.get(REGION);
  const pool = region && [...directoryOf(region).userPools.values()].find((one) => one.name === name);
  if (!pool) throw new Error(`There is no pool ${name}.`);
  return pool;
}

export function clientNamed(sandbox: Listening, name: string) {
  for (const pool of ['people', 'staff', 'crew'].map((one) => poolNamed(sandbox, one))) {
    const client = [...pool.clients.values()].find((one) => one.name === name);
    if (client) return { pool, client };
  }
  throw new Error(`There is no client ${name}.`);
}

/** The newest code in the inbox for somebody. */
export async function codeFor({ origin }: Listening, username: string): Promise<string> {
  const inbox = (await (await fetch(`${origin}/_sandbox/inbox`)).json()) as { username: string; code: string }[];
  const found = inbox.find((one) => one.username === username);
  if (!found) throw new Error(`No code was sent to ${username}.`);
  return found.code;
}
