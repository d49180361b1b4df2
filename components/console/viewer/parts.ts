import { type LineBuffer, MARK, type Paint } from './line-buffer';
import type { Needle } from './needle';
import type { Part } from './protocol';
import { visibleParts } from './visible';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const CONTINUATION = 0x80;

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === CONTINUATION;
}

/** The runs of the buffer as text: cut where a match begins or ends, hidden characters replaced by their names. */
export function partsOf(buffer: LineBuffer, needle: Needle | null): Part[] {
  const hits = needle ? hitsIn(buffer, needle) : [];
  const parts: Part[] = [];
  for (let at = 0; at < buffer.runs.length; at += 3) {
    const [paint, from, to] = buffer.runs.slice(at, at + 3) as [Paint, number, number];
    for (const piece of cut(from, to, hits)) {
      parts.push(...painted(paint, textOf(buffer.bytes, piece.from, piece.to), piece.hit));
    }
  }
  return parts;
}

function painted(paint: Paint, text: string, hit: boolean): Part[] {
  return visibleParts(text)
    .filter((part) => part.text !== '')
    .map((part) => ({ paint: part.hidden ? MARK : paint, text: part.text, hit }));
}

function hitsIn(buffer: LineBuffer, needle: Needle): [number, number][] {
  const hits: [number, number][] = [];
  const length = needle.bytes.length;
  for (let at = needle.find(buffer.bytes, 0, buffer.length); at >= 0; ) {
    hits.push([at, at + length]);
    at = needle.find(buffer.bytes, at + length, buffer.length);
  }
  return hits;
}

function cut(from: number, to: number, hits: [number, number][]): { from: number; to: number; hit: boolean }[] {
  const pieces: { from: number; to: number; hit: boolean }[] = [];
  let at = from;
  for (const [start, end] of hits) {
    if (end <= at || start >= to) continue;
    if (start > at) pieces.push({ from: at, to: start, hit: false });
    pieces.push({ from: Math.max(at, start), to: Math.min(end, to), hit: true });
    at = Math.min(end, to);
  }
  if (at < to) pieces.push({ from: at, to, hit: false });
  return pieces;
}

/** A window may begin or end within a character: what of it lies outside is left out. */
function textOf(bytes: Uint8Array, from: number, to: number): string {
  let start = from;
  while (start < to && from === 0 && isContinuation(bytes[start])) start += 1;
  return decoder.decode(bytes.subarray(start, to));
}
