import 'server-only';
import type { z } from 'zod';
import { stageBase } from '@/lib/apis/gateway/stage-base';
import { makeHandshake, type Opening } from '@/lib/apis/handshake';
import type { ConnectContext } from '@/lib/apis/kind';
import { authContext } from '@/lib/auth/context';
import type { AwsClients } from '@/lib/aws/clients';
import type { Line } from '@/lib/core/line';
import { parse } from '@/lib/core/parse';
import { PresignInput, WebSocketConnectInput } from './contract';
import { summaryOf } from './discover';
import { Session } from './session';

/** Opens a session with a WebSocket API. */
export async function connectWebSocket(raw: unknown, { aws, signal, sink }: ConnectContext): Promise<Line> {
  const input = parse(WebSocketConnectInput, raw);
  const { auth, keyId, presigned, timeoutMs, keepAliveMs, reconnect, headers, subprotocols: protocols } = input;
  const place = await placeOf(aws, input, signal);
  const opening: Opening = { ...place, headers, protocols, auth, keyId, presigned };
  // Later attempts outlive the signal of the first.
  const handshake = () => makeHandshake(opening, authContext(aws, new AbortController().signal));
  const session = new Session({ handshake, timeoutMs, keepAliveMs, attempts: reconnect?.attempts ?? 0 }, sink);
  await session.open();
  return session;
}

/** The address of a stage with a signature in it: good for five minutes, to open one connection or many. */
export async function presignAddress(aws: AwsClients, raw: unknown, signal: AbortSignal): Promise<string> {
  const input = parse(PresignInput, raw);
  const place = await placeOf(aws, input, signal);
  const opening: Opening = { ...place, headers: [], protocols: [], auth: input.auth, presigned: true };
  const { question } = await makeHandshake(opening, authContext(aws, signal));
  const { to, target } = question;
  return `${to.protocol === 'https:' ? 'wss' : 'ws'}://${to.hostHeader}${target}`;
}

async function placeOf(
  aws: AwsClients,
  input: Pick<z.output<typeof PresignInput>, 'api' | 'stage' | 'query' | 'base' | 'through'>,
  signal: AbortSignal,
): Promise<Pick<Opening, 'to' | 'path' | 'query'>> {
  const to = await stageBase(input, { aws, summaryOf, signal });
  // Behind the root of a custom domain there is no stage in the path.
  return { to, path: to.basePath || '/', query: input.query };
}
