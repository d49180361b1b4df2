import { bytesInWords } from '@/components/console/answer/units';

/** Longer files are not read. The largest that are published have half of it. */
const MOST_BYTES = 20 * 1024 * 1024;
export const MOST_IN_WORDS = '20 MB';

/** What is too long is said before anybody reads it. */
export function tooLong(bytes: number): string | null {
  if (bytes <= MOST_BYTES) return null;
  return `This has ${bytesInWords(bytes)}. Signalbox reads OpenAPI files of up to ${MOST_IN_WORDS}.`;
}
