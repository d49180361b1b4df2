import type { IncomingMessage } from 'node:http';
import { headersTooLarge, tooLarge } from './refusal';

/** API Gateway's limits for HTTP APIs: request line with headers, and payload, in bytes. */
const HEADER_LIMIT = 10_240;
const BODY_LIMIT = 10 * 1024 * 1024;
/** Past this the sandbox stops listening; up to it a body is read off, so that the caller can read the refusal. */
const PATIENCE = 64 * 1024 * 1024;

export function checkHeaderSize(req: IncomingMessage): void {
  const line = `${req.method} ${req.url} HTTP/${req.httpVersion}\r\n`.length;
  const size = req.rawHeaders.reduce((sum, text) => sum + text.length + 2, line);
  if (size > HEADER_LIMIT) throw headersTooLarge();
}

/** The whole body. Past the limit it is read off and thrown away, never cut. */
export async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= BODY_LIMIT) chunks.push(chunk);
    else chunks.length = 0;
    if (size > PATIENCE) break;
  }
  if (size > BODY_LIMIT) throw tooLarge();
  return Buffer.concat(chunks);
}
