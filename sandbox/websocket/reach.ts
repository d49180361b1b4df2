import type { Connection } from './connection';
import { leave, openConnection } from './connections';
import { SocketRefusal } from './refusal';
import { LARGEST_MESSAGE } from './settings';

/** Which connection, as `@connections` is asked for it. */
export interface Reached {
  apiId: string;
  stageName: string;
  connectionId: string;
}

/** The open connection of this id; before `$connect` has let it in and after it has ended it is gone. */
export function reach({ apiId, stageName, connectionId }: Reached): Connection {
  if (!/^[\w-]{15}=$/.test(connectionId)) {
    throw new SocketRefusal(400, 'BadRequestException', `Invalid connectionId: ${connectionId}`);
  }
  const found = openConnection(connectionId);
  if (found?.line && found.place.api.apiId === apiId && found.stage.stageName === stageName) return found;
  throw new SocketRefusal(410, 'GoneException', '', `no connection ${connectionId} is open`);
}

/** Says something to a client without waiting until it reads. */
export function post(connection: Connection, data: Buffer): void {
  if (data.length > LARGEST_MESSAGE) {
    throw new SocketRefusal(413, 'PayloadTooLargeException', 'Request Too Long', 'message over 128 KB');
  }
  if (connection.isFull) {
    throw new SocketRefusal(429, 'LimitExceededException', 'Rate exceeded', 'the client does not read');
  }
  void connection.send(data);
}

/** Ends a connection from this end. It is gone at once; the line itself lives until the client has answered. */
export function end(connection: Connection, code: number, reason: string): void {
  const { line } = connection;
  if (!line) return;
  connection.ended ??= { at: new Date(), code, reason };
  leave(connection);
  line.ws.close(code, reason);
}

/** `execute-api:ManageConnections` is asked on this. */
export function connectionArn({ place, stage, id }: Connection, method: string): string {
  const { account, region, api } = place;
  return `arn:aws:execute-api:${region.name}:${account.id}:${api.apiId}/${stage.stageName}/${method}/@connections/${id}`;
}
