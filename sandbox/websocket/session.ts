import { withinThrottle } from '@/sandbox/data/throttle';
import type { Route } from '@/sandbox/model';
import { logAccess } from './access-log';
import { act } from './act';
import { type Connection, drawnId, type Line } from './connection';
import { enter, leave } from './connections';
import type { SocketEvent } from './event';
import { type FrameHead, FrameHeads } from './frames';
import { integrate } from './integrate';
import { end } from './reach';
import { asRefusal, errorText, forbidden, tooMany } from './refusal';
import { routeKeyed, routeOfMessage } from './select-route';
import { LARGEST_FRAME, LARGEST_MESSAGE, settingsOf } from './settings';
import { validate } from './validate';

/** Serves a connection from its handshake to its end. */
export function hold(connection: Connection, line: Line): void {
  const { ws, socket } = line;
  connection.line = line;
  enter(connection);
  const heads = new FrameHeads(limitOn(connection));
  socket.prependListener('data', (chunk: Buffer) => heads.push(chunk));
  ws.on('message', (data: Buffer, isBinary: boolean) => take(connection, data, isBinary));
  ws.on('error', () => {}); // It is followed by close.
  const timers = setTimers(connection);
  ws.on('close', (code, reason) => {
    for (const stop of timers) stop();
    leave(connection);
    connection.line = null;
    connection.ended ??= { at: new Date(), code, reason: reasonOf(code, reason.toString()) };
    void sayGoodbye(connection);
  });
  const { onOpen } = settingsOf(connection.place.world);
  if (onOpen) void act(connection, onOpen);
}

/** Counts the client's frames, and ends the connection over one that is too large, or over too large a message. */
function limitOn(connection: Connection): (head: FrameHead) => void {
  const { received } = connection;
  let message = 0;
  return ({ opcode, final, length }) => {
    connection.lastActiveAt = new Date();
    if (opcode === 0x9) received.pings++;
    if (opcode > 0x7) return;
    received.frames++;
    received.bytes += length;
    message += length;
    if (length > LARGEST_FRAME || message > LARGEST_MESSAGE) end(connection, 1009, 'Message too big');
    if (final) message = 0;
  };
}

function take(connection: Connection, data: Buffer, isBinary: boolean): void {
  connection.received.messages++;
  if (connection.ended || settingsOf(connection.place.world).mute) return;
  if (isBinary) end(connection, 1003, 'Binary frames are not supported');
  else void answer(connection, data.toString('utf8'));
}

/** One message through its route. What the integration answers goes back only where the route has a response. */
async function answer(connection: Connection, text: string): Promise<void> {
  const { api } = connection.place;
  const route = routeOfMessage(api, text);
  connection.countRouted(route?.routeKey ?? null);
  const event: SocketEvent = {
    ...eventOn(connection, 'MESSAGE', route?.routeKey ?? '$default'),
    messageId: drawnId(),
    body: text,
  };
  try {
    if (!route) throw forbidden('no route takes the message, and there is no $default');
    if (!withinThrottle(connection.stage, route.routeKey)) throw tooMany(`${route.routeKey} is throttled`);
    validate(api, route, text);
    const { status, body } = await integrate(event, route);
    const latencyMs = Date.now() - event.at.getTime();
    logAccess(event, { status, integrationStatus: status, latencyMs });
    if (answersItself(route) && body !== '') await connection.send(body);
  } catch (error) {
    const refusal = asRefusal(error);
    connection.print(refusal.reason);
    logAccess(event, { status: refusal.status, errorMessage: refusal.message });
    const ids = { connectionId: connection.id, requestId: event.requestId };
    await connection.send(errorText(refusal.message, ids));
  }
}

function answersItself({ routeResponseSelectionExpression: expression, routeResponses = [] }: Route): boolean {
  return expression !== undefined && routeResponses.some(({ routeResponseKey }) => routeResponseKey === '$default');
}

/** `$disconnect`, once the connection is over: nobody hears what comes of it. */
export async function sayGoodbye(connection: Connection): Promise<void> {
  const route = routeKeyed(connection.place.api, '$disconnect');
  const { ended } = connection;
  if (!route || !ended || settingsOf(connection.place.world).mute) return;
  const event: SocketEvent = { ...eventOn(connection, 'DISCONNECT', '$disconnect'), ending: ended };
  try {
    const { status } = await integrate(event, route);
    logAccess(event, { status, integrationStatus: status, latencyMs: Date.now() - event.at.getTime() });
  } catch (error) {
    const refusal = asRefusal(error);
    connection.print(refusal.reason);
    logAccess(event, { status: refusal.status, errorMessage: refusal.message });
  }
}

export function eventOn(connection: Connection, type: SocketEvent['type'], routeKey: string): SocketEvent {
  const print = (line: string) => connection.print(line);
  return { connection, type, routeKey, at: new Date(), requestId: drawnId(), print };
}

/** Ends the connection after too long a silence, and after too long a life. Returns what stops that. */
function setTimers(connection: Connection): (() => void)[] {
  const { idleMs, lifeMs } = settingsOf(connection.place.world);
  const goAway = () => end(connection, 1001, 'Going away');
  let idle: NodeJS.Timeout;
  const watch = () => {
    const left = connection.lastActiveAt.getTime() + idleMs - Date.now();
    if (left <= 0) goAway();
    else idle = setTimeout(watch, left);
  };
  idle = setTimeout(watch, idleMs);
  const life = setTimeout(goAway, lifeMs);
  return [() => clearTimeout(idle), () => clearTimeout(life)];
}

const REASONS: Record<number, string> = {
  1005: 'Client-side close frame status not set',
  1006: 'Connection closed abnormally',
};

function reasonOf(code: number, said: string): string {
  return said || (REASONS[code] ?? '');
}
