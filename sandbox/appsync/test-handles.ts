import { z } from 'zod';
import type { Sandbox } from '@/sandbox/sandbox';
import { findGraphqlApi } from './directory';
import { publish } from './graphql/events';
import { changeRealtime, type RealtimeSettings, realtimeSettings, USUAL } from './realtime/settings';

const ms = z.number().int().min(1).max(86_400_000);

/** What `POST /_sandbox/appsync/settings` takes: any of the settings, for connections that are acknowledged from then on; null sets all back. */
const change = z
  .strictObject({ keepAliveMs: ms.optional(), connectionTimeoutMs: ms.optional(), lifeMs: ms.optional() })
  .nullable();

/** Events as if a mutation had answered so; with a `count` over one, each gets its number as `id`. */
const events = z.strictObject({
  mutation: z.string(),
  value: z.record(z.string(), z.unknown()),
  count: z.number().int().min(1).max(1_000_000).default(1),
});

/** The tests' own door to AppSync's lines, beneath `/_sandbox/appsync`. */
export const APPSYNC_HANDLES: {
  method: string;
  path: RegExp;
  handle: (sandbox: Sandbox, body: unknown, id: string) => unknown;
}[] = [
  { method: 'GET', path: /^\/_sandbox\/appsync\/settings$/, handle: ({ world }) => realtimeSettings(world) },
  { method: 'POST', path: /^\/_sandbox\/appsync\/settings$/, handle: settle },
  { method: 'POST', path: /^\/_sandbox\/appsync\/([^/]+)\/events$/, handle: send },
  { method: 'POST', path: /^\/_sandbox\/appsync\/([^/]+)\/schema$/, handle: replaceSchema },
];

function settle({ world }: Sandbox, body: unknown): RealtimeSettings {
  const given = change.parse(body);
  const named = Object.entries(given ?? USUAL).filter(([, value]) => value !== undefined);
  return changeRealtime(world, Object.fromEntries(named));
}

async function send({ world }: Sandbox, body: unknown, id: string): Promise<object> {
  const { mutation, value, count } = events.parse(body);
  const { api } = existing(world, id);
  for (let number = 1; number <= count; number++) {
    await publish(api, mutation, count === 1 ? value : { ...value, id: String(number) });
  }
  return { sent: count };
}

/** Another schema, as if it had been deployed anew: `{"schema": "type Query { … }"}`. */
function replaceSchema({ world }: Sandbox, body: unknown, id: string): object {
  const { schema } = z.strictObject({ schema: z.string() }).parse(body);
  existing(world, id).api.schema = schema;
  return {};
}

function existing(world: Sandbox['world'], id: string) {
  const target = findGraphqlApi(world, id);
  if (!target) throw new Error(`There is no GraphQL API ${id}.`);
  return target;
}
