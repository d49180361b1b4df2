import { type LineSink, MARK, NUMBER, PLAIN } from './line-buffer';
import { HEX_WIDTH } from './text-lines';
import type { Cursor, Source } from './walker';

/** Puts a line of text as it is. */
export function putTextLine(source: Source, line: Cursor, sink: LineSink): void {
  sink.put(PLAIN, source.bytes, line.start, line.end);
}

const HEX = new TextEncoder().encode('0123456789abcdef');
const SPACE = 0x20;
const DOT = 0x2e;

function hexOf(value: number, digits: number): Uint8Array {
  const out = new Uint8Array(digits);
  for (let at = 0; at < digits; at += 1) out[digits - 1 - at] = HEX[Math.floor(value / 16 ** at) % 16] as number;
  return out;
}

function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
}

/** Puts one row as `xxd` prints it: offset, sixteen bytes in two groups, and what of them is printable. */
export function putHexLine(source: Source, line: Cursor, sink: LineSink): void {
  const cells = new Uint8Array(HEX_WIDTH * 3 + 3).fill(SPACE);
  const glyphs = new Uint8Array(line.end - line.start);
  for (let at = line.start; at < line.end; at += 1) {
    const byte = source.bytes[at] as number;
    const column = at - line.start;
    cells.set(hexOf(byte, 2), 2 + column * 3 + (column >= HEX_WIDTH / 2 ? 1 : 0));
    glyphs[column] = isPrintable(byte) ? byte : DOT;
  }
  sink.put(MARK, hexOf(line.start, 8), 0, 8);
  sink.put(NUMBER, cells, 0, cells.length);
  sink.put(PLAIN, glyphs, 0, glyphs.length);
}
