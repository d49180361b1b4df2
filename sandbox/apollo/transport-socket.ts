import type { IncomingMessage } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import { handleProtocols } from 'graphql-ws';
import { useServer as serveProtocol } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { PackagedFunction } from '@/sandbox/data/packaged';
import { type Caller, callerOf, type HttpEvent } from './caller';

/** Operations over a WebSocket that speaks graphql-transport-ws, as the package graphql-ws serves it. */
export function transportSocket(currentSchema: () => GraphQLSchema): NonNullable<PackagedFunction['socket']> {
  const callers = new WeakMap<IncomingMessage, Caller>();
  const server = new WebSocketServer({ noServer: true, handleProtocols });
  serveProtocol(
    {
      schema: currentSchema,
      context: ({ extra, connectionParams }) => ({ ...callers.get(extra.request), connectionParams }),
    },
    server,
  );
  return ({ req, socket, head }, event, prepare) => {
    callers.set(req, callerOf(event as HttpEvent));
    server.handleUpgrade(req, socket, head, (line) => {
      prepare(line);
      server.emit('connection', line, req);
    });
  };
}
