import { type Cause, cause, evidence, next } from './cause';
import type { Failed } from './exchange';

/** aws.md §2.6 and §3.5: HTTP and REST APIs alike. */
const MOST_BODY_BYTES = 10 * 1024 * 1024;
const MOST_HEADER_BYTES = 10_240;

/** The body is larger than API Gateway takes; null where it is not. */
export function bodyTooLarge({ request }: Failed): Cause | null {
  const bytes = request?.bodyBytes ?? 0;
  if (bytes <= MOST_BODY_BYTES) return null;
  return cause('certain', {
    id: 'payload-too-large',
    title: `The body has ${megabytes(bytes)} MB; API Gateway takes 10 MB.`,
    evidence: [evidence('request', 'Body', `${bytes.toLocaleString('en-GB')} bytes`)],
    next: next('Send less at once, or let the client upload to S3 by a presigned address.', {
      do: 'request-tab',
      tab: 'body',
    }),
  });
}

/** The request line and the headers are larger than API Gateway takes; null where they are not nearly so. */
export function headersTooLarge(failed: Failed): Cause | null {
  const bytes = headBytes(failed);
  if (bytes <= MOST_HEADER_BYTES * 0.9) return null;
  return cause('certain', {
    id: 'headers-too-large',
    title: `The request line and the headers have about ${bytes.toLocaleString('en-GB')} bytes; API Gateway takes 10,240.`,
    evidence: [largest(failed)],
    next: next('Shorten the query or the largest header; a cookie or token may be the one.', {
      do: 'request-tab',
      tab: 'headers',
    }),
  });
}

/** Secrets are masked and so shorter than they were: the real figure may be higher. */
function headBytes({ request }: Failed): number {
  if (!request) return 0;
  const line = request.method.length + request.target.length + 12;
  return request.headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, line);
}

function largest({ request }: Failed) {
  const [name, value] = [...(request?.headers ?? [])].sort((a, b) => b[1].length - a[1].length)[0] ?? ['', ''];
  const target = request?.target.length ?? 0;
  if (target > value.length)
    return evidence('request', 'Longest', `the request line, ${target.toLocaleString('en-GB')} characters`);
  return evidence('header', 'Longest', `${name}, ${value.length.toLocaleString('en-GB')} characters`);
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
