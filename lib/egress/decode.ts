import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';

const CHUNK = { chunkSize: 64 * 1024 };

/** More layers than anyone sends on purpose. */
const MAX_LAYERS = 3;

/** The codings of a Content-Encoding header, outermost last as they were applied; empty for none, in whichever word. */
export function codingsOf(contentEncoding: string | undefined): string[] {
  if (contentEncoding === undefined) return [];
  return contentEncoding
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity' && name !== 'none'); // event streams say the latter to proxies
}

/** Whether all of the codings can be undone here. Node 20 knows no zstd. */
export function canDecode(codings: readonly string[]): boolean {
  return codings.length <= MAX_LAYERS && codings.every((name) => /^(gzip|x-gzip|deflate|br)$/.test(name));
}

/** The stages that undo the codings, to be piped in order. `firstByte` tells the two things apart that are called deflate. */
export function decoders(codings: readonly string[], firstByte: number): Transform[] {
  return codings.toReversed().map((name, at) => decoder(name, at === 0 ? firstByte : null));
}

function decoder(name: string, firstByte: number | null): Transform {
  if (name === 'br') return createBrotliDecompress(CHUNK);
  if (name !== 'deflate') return createGunzip(CHUNK);
  // RFC 9110 means the zlib format; some servers send raw deflate. A zlib stream starts with 8 in its low four bits.
  return firstByte === null || (firstByte & 0x0f) === 8 ? createInflate(CHUNK) : createInflateRaw(CHUNK);
}

/** A coder that has ended or failed never drains. */
export function drainedOrClosed(stage: Transform): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stage.off('drain', done);
      stage.off('close', done);
      resolve();
    };
    stage.on('drain', done);
    stage.on('close', done);
  });
}

/** Bytes that a coder has taken as its own; what follows the end of its stream is not among them. */
export function bytesTaken(stage: Transform | undefined): number | null {
  return stage !== undefined && 'bytesWritten' in stage ? Number(stage.bytesWritten) : null;
}
