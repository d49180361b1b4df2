import type { IncomingMessage } from 'node:http';

/** The beginning of a body as text, up to so many bytes or to where it breaks off. The rest is not read. */
export function firstText(response: IncomingMessage, most: number): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= most) response.destroy();
    });
    response.on('error', () => undefined); // `close` tells it
    response.on('close', () => resolve(new TextDecoder().decode(Buffer.concat(chunks).subarray(0, most))));
  });
}
