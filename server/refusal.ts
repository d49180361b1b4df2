import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ErrorCode, Failure } from '@/lib/core/error';
import { PLAIN_HEADERS } from './policy';

export interface Refusal {
  refuse: { status: number; sentence: string };
}

export function refuse(status: number, sentence: string): Refusal {
  return { refuse: { status, sentence } };
}

const REASONS: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  411: 'Length Required',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  421: 'Misdirected Request',
  426: 'Upgrade Required',
};

const CODES: Record<number, ErrorCode> = {
  401: 'access-denied',
  403: 'access-denied',
  404: 'not-found',
  413: 'too-large',
};

/** Answers a refused request: a page for a person, the failure envelope for everything else. */
export function answerRefusal(request: IncomingMessage, response: ServerResponse, { refuse: why }: Refusal): void {
  const { status, sentence } = why;
  const person = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
  const failure: Failure = { code: CODES[status] ?? 'invalid-input', message: sentence };
  const body = Buffer.from(person ? page(status, sentence) : JSON.stringify({ failure }));
  response.writeHead(status, REASONS[status] ?? 'Refused', {
    ...PLAIN_HEADERS,
    'content-type': person ? 'text/html; charset=utf-8' : 'application/json',
    'content-length': body.length,
    ...(status === 405 ? { allow: 'GET, HEAD, POST' } : {}),
    // Whoever may not come in is not listened to any longer. Too large a body is read to its end, unseen, so that the answer arrives.
    ...(status === 413 ? {} : { connection: 'close' }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Answers an upgrade that nobody takes, and closes. */
export function answerUpgrade(socket: Socket, status: number): void {
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status} ${REASONS[status] ?? 'Refused'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  socket.destroySoon();
}

/** Needs no file of the application, so that nothing of it is served to somebody who was not let in. */
function page(status: number, sentence: string): string {
  const title = status === 401 ? 'Not let in yet' : (REASONS[status] ?? 'Refused');
  const next =
    status === 401
      ? '<p>Each address lets one browser in. For a fresh one, press Enter in the terminal in which Signalbox runs.</p>'
      : '';
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>${title} · Signalbox</title>
<body>
<h1>${title}</h1>
<p>${sentence}</p>
${next}
</body>
</html>
`;
}
