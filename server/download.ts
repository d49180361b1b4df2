import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { download } from '@/lib/apis/download';
import { PLAIN_HEADERS } from './policy';

/**
 * Hands out a kept body as a file. Its type is never said: whatever an API answers is saved and not shown, so that it
 * cannot act in the name of the console.
 */
export function answerDownload(id: string, response: ServerResponse): void {
  const kept = download(id);
  if (kept === null) {
    response.writeHead(404, { ...PLAIN_HEADERS, 'content-type': 'text/plain; charset=utf-8' });
    response.end('This body is not kept any more. Send the request again.\n');
    return;
  }
  response.writeHead(200, {
    ...PLAIN_HEADERS,
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="${kept.name}${extension(kept.contentType)}"`,
  });
  pipeline(kept.stream, response, () => undefined); // a reader that goes away, or a coded body that breaks, ends the answer
}

const EXTENSIONS: [RegExp, string][] = [
  [/[/+]json\b/, '.json'],
  [/^text\/html\b/, '.html'],
  [/[/+]xml\b/, '.xml'],
  [/^text\/csv\b/, '.csv'],
  [/^text\//, '.txt'],
  [/^image\/png\b/, '.png'],
  [/^image\/jpeg\b/, '.jpg'],
  [/^application\/pdf\b/, '.pdf'],
  [/^application\/zip\b/, '.zip'],
];

function extension(contentType: string | null): string {
  return EXTENSIONS.find(([type]) => type.test(contentType ?? ''))?.[1] ?? '.bin';
}
