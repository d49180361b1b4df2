import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { AGENTS, oneOf, type Place } from './place';
import type { Visit } from './visits';

interface Talk {
  api: string;
  query?: string;
  headers?: Record<string, string>;
  messages: unknown[];
}

/** Connects, says what is to be said with a pause after each, and leaves. A refusal ends it: the log has it already. */
async function talk(place: Place, { api, query = '', headers = {}, messages }: Talk): Promise<void> {
  const stage = place.api(api).stages[0]?.stageName ?? '';
  const url = `${place.sandbox.origin.replace('http', 'ws')}${place.path(api)}/${stage}${query}`;
  const socket = new WebSocket(url, { headers: { 'user-agent': oneOf(AGENTS), ...headers } });
  const open = await new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  socket.on('error', () => {});
  const leave = () => socket.terminate();
  place.signal.addEventListener('abort', leave);
  for (const message of open ? messages : []) {
    if (socket.readyState !== WebSocket.OPEN) break;
    socket.send(typeof message === 'string' ? message : JSON.stringify(message));
    await pause(300 + Math.random() * 1_200, undefined, { signal: place.signal }).catch(() => {});
  }
  place.signal.removeEventListener('abort', leave);
  socket.close();
}

const say = (text: string) => ({ action: 'sendMessage', text });
const signal = (topic: string, verb: string) => ({ topic, verb });
const visit = (weight: number, how: Talk): Visit => ({ weight, make: (place) => talk(place, how) });

/** Visits to the demo's WebSocket APIs. */
export const socketVisits: readonly Visit[] = [
  visit(2, {
    api: 'chat',
    query: '?name=bea',
    messages: [
      { action: 'whoami' },
      say('Good morning'),
      say('Has the release gone out?'),
      { action: 'join', room: 'tea' },
    ],
  }),
  visit(1, { api: 'chat', query: '?name=ali', messages: [say('It has.'), { action: 'sing' }, 'not JSON'] }),
  visit(0.5, { api: 'chat-custom', headers: { authorization: 'Bearer alice-token' }, messages: [say('Hello')] }),
  visit(0.5, { api: 'chat-custom', headers: { authorization: 'Bearer guessed' }, messages: [] }),
  visit(0.3, { api: 'chat-iam', messages: [] }),
  visit(0.7, { api: 'signals', messages: [signal('echo', 'text'), signal('job', 'slow'), signal('job', 'fail')] }),
  visit(0.2, { api: 'signals', query: '?wish=down', messages: [] }),
];
