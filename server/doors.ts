import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import * as download from './download';
import * as send from './send';

/** `POST /send`: one exchange with an inspected API. */
export async function answerSend(request: IncomingMessage, response: ServerResponse): Promise<void> {
  await send.answerSend(request, response);
}

/** `GET /download/{id}`: the whole of a body that was shown in part only. */
export function answerDownload(id: string, response: ServerResponse): void {
  download.answerDownload(id, response);
}

/** `/live`: everything that one tab holds open. Loaded by the first tab that does. */
export async function openLive(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
  const live = await import('./live');
  live.openLive(request, socket, head);
}
