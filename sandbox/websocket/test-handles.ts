import { z } from 'zod';
import type { World } from '@/sandbox/model';
import type { Sandbox } from '@/sandbox/sandbox';
import { accessLog } from './access-log';
import { act, actSchema } from './act';
import type { Connection } from './connection';
import { connectionsOf, forgetEnded, openConnection } from './connections';
import { changeSettings, type SocketSettings, settingsOf, USUAL } from './settings';

const ms = z.number().int().min(1).max(86_400_000);

/** What `POST /_sandbox/websocket/settings` takes: any of the settings, for connections that are opened from then on. */
const change = z.strictObject({
  idleMs: ms.optional(),
  lifeMs: ms.optional(),
  newConnections: z.strictObject({ rate: z.number().min(0), burst: z.number().min(0) }).optional(),
  handshake: z.enum(['answered', 'never', 'reset']).optional(),
  mute: z.boolean().optional(),
  compress: z.boolean().optional(),
  onOpen: actSchema.nullable().optional(),
});

/** The tests' own door to WebSocket APIs, beneath `/_sandbox/websocket`. */
export const WEBSOCKET_HANDLES: {
  method: string;
  path: RegExp;
  handle: (sandbox: Sandbox, body: unknown, id: string) => unknown;
}[] = [
  { method: 'GET', path: /^\/_sandbox\/websocket\/settings$/, handle: ({ world }) => settingsOf(world) },
  { method: 'POST', path: /^\/_sandbox\/websocket\/settings$/, handle: ({ world }, body) => settle(world, body) },
  { method: 'POST', path: /^\/_sandbox\/websocket\/reset$/, handle: ({ world }) => reset(world) },
  { method: 'GET', path: /^\/_sandbox\/websocket\/access-log$/, handle: ({ world }) => accessLog(world) },
  {
    method: 'GET',
    path: /^\/_sandbox\/websocket\/connections$/,
    handle: ({ world }) => connectionsOf(world).map(shown),
  },
  {
    method: 'POST',
    path: /^\/_sandbox\/websocket\/connections\/([^/]+)$/,
    handle: ({ world }, body, id) => actOn(world, id, body),
  },
];

function settle(world: World, body: unknown): SocketSettings {
  const given = Object.entries(read(change, body)).filter(([, value]) => value !== undefined);
  return changeSettings(world, Object.fromEntries(given));
}

function reset(world: World): SocketSettings {
  forgetEnded(world);
  return changeSettings(world, USUAL);
}

/** `last` is the connection that was opened last. */
async function actOn(world: World, id: string, body: unknown): Promise<unknown> {
  const connection = id === 'last' ? connectionsOf(world).at(-1) : openConnection(id);
  if (!connection?.line) throw new Error(`The connection ${id} is not open.`);
  await act(connection, read(actSchema, body));
  return shown(connection);
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  return parsed.data;
}

function shown({ id, place, stage, connectedAt, lastActiveAt, ended, received, sent, routed, printed }: Connection) {
  const { apiId, name } = place.api;
  return {
    ...{ id, apiId, api: name, stage: stage.stageName, connectedAt, lastActiveAt, ended },
    ...{ received, sent, routed, printed },
  };
}
