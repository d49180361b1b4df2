import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { connect } from '@/lib/apis/dispatch';
import { LIVE_MESSAGE_BYTES } from '@/lib/wire/live';
import { TabDoor } from '@/lib/wire/server/live-door';
import { LiveHub } from '@/lib/wire/server/live-hub';
import { logDefect } from './log';
import { closers } from './stop';

const upgrades = new WebSocketServer({
  noServer: true,
  clientTracking: false,
  // It never leaves this machine, and packing it would cost more than it saves.
  perMessageDeflate: false,
  maxPayload: LIVE_MESSAGE_BYTES,
});

/** Serves the tabs of one hub: takes a connection that asks to be upgraded and was let in. */
export function doorsOf(hub: LiveHub): (request: IncomingMessage, socket: Socket, head: Buffer) => void {
  return (request, socket, head) => {
    upgrades.handleUpgrade(request, socket, head, (tab) => serve(hub, tab));
  };
}

function serve(hub: LiveHub, tab: WebSocket): void {
  const door = new TabDoor(hub, {
    send: (message) => tab.send(message),
    close: (code) => tab.close(code),
  });
  tab.on('message', (message: Buffer, isBinary) => {
    if (isBinary) door.binary(message);
    else door.text(message.toString());
  });
  tab.on('error', () => undefined); // `close` follows
  tab.on('close', () => door.gone());
}

const hub = new LiveHub({ connect, defect: (error) => logDefect('live', error) });
closers.add(() => hub.stop());

/** The live door: one WebSocket for each tab, over which it holds lines to inspected APIs. */
export const openLive = doorsOf(hub);
