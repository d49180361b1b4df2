import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { AnswerHead, Pair } from '@/lib/core/outcome';
import { authority } from './address';

/** The head of an answer as it came. */
export function headOf(response: IncomingMessage): AnswerHead {
  const { rawHeaders, socket } = response;
  const headers: Pair[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) headers.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  return {
    status: response.statusCode ?? 0,
    reason: response.statusMessage ?? '',
    httpVersion: response.httpVersion,
    headers,
    remote: remoteOf(socket),
    tls: 'getCipher' in socket ? tlsOf(socket as TLSSocket) : null,
  };
}

function remoteOf({ remoteAddress, remotePort }: IncomingMessage['socket']): string | null {
  return remoteAddress === undefined || remotePort === undefined
    ? null
    : authority({ host: remoteAddress, port: remotePort });
}

function tlsOf(socket: TLSSocket): AnswerHead['tls'] {
  return { protocol: socket.getProtocol() ?? 'unknown', cipher: socket.getCipher().name };
}
