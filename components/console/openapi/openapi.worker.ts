import type { OpenApiRead } from '@/lib/core/openapi/read';
import { readOpenApiText } from './document-text';

// Some seconds for a file of some megabytes: here the page goes on meanwhile.
addEventListener('message', ({ data }: MessageEvent<Blob>) => {
  const answer = (read: OpenApiRead) => postMessage(read);
  void data.text().then(
    (text) => answer(readOpenApiText(text)),
    () => answer({ refused: 'This file cannot be read. It may have been moved or changed since it was chosen.' }),
  );
});
