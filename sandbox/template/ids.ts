import { createHash } from 'node:crypto';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** An id that looks drawn by lot and yet is the same whenever the same thing is deployed again. */
export function idOf(length: number, ...parts: string[]): string {
  const digest = createHash('sha512').update(parts.join('\n')).digest();
  return Array.from(digest.subarray(0, length), (byte, index) =>
    // Ids that begin with a letter read like AWS's own and are valid host labels.
    LETTERS.charAt(byte % (index === 0 ? 26 : LETTERS.length)),
  ).join('');
}

export function uuidOf(...parts: string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
