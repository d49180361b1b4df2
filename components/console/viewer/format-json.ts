import { nextJsonLine } from './json-lines';
import { putJsonLine } from './json-paint';
import { LineBuffer } from './line-buffer';
import { cursorAt } from './walker';

const NO_INLINE = 0;

/** JSON laid out with two spaces, every token kept as it was written: numbers, escapes, keys that occur twice. */
export function formatJson(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const source = { bytes, length: bytes.length, whole: true };
  const cursor = cursorAt(0);
  const buffer = new LineBuffer();
  const decoder = new TextDecoder();
  const lines: string[] = [];
  while (nextJsonLine(source, cursor, NO_INLINE)) {
    buffer.reset(0, Number.POSITIVE_INFINITY);
    putJsonLine(source, cursor, buffer);
    lines.push(decoder.decode(buffer.bytes.subarray(0, buffer.length)));
  }
  return lines.join('\n');
}
