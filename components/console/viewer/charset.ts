import type { Source } from './walker';

const BYTE_ORDER_MARKS: [number[], string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/** The encoding that the bytes themselves tell by a byte order mark; it outranks the header, as in browsers. */
export function markedCharset(bytes: Uint8Array): string | null {
  const found = BYTE_ORDER_MARKS.find(([mark]) => mark.every((byte, at) => bytes[at] === byte));
  return found ? found[1] : null;
}

/** A decoder for the label, and whether the label was one that this browser knows; UTF-8 where it was not. */
export function decoderOf(charset: string | null): { decoder: TextDecoder; known: boolean } {
  try {
    return { decoder: new TextDecoder(charset ?? 'utf-8'), known: true };
  } catch {
    return { decoder: new TextDecoder('utf-8'), known: false };
  }
}

/** The body in UTF-8: itself where it is that already, else rewritten once it is whole. */
export function inUtf8(source: Source, charset: string | null): Source {
  const told = markedCharset(source.bytes.subarray(0, Math.min(3, source.length))) ?? charset;
  const { decoder } = decoderOf(told);
  if (decoder.encoding === 'utf-8') return source;
  const bytes = new TextEncoder().encode(decoder.decode(source.bytes.subarray(0, source.length)));
  return { bytes, length: bytes.length, whole: source.whole };
}
