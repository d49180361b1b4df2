import 'server-only';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { processWide } from '@/lib/core/process-wide';
import { decoders } from './decode';
import { makeSpoolFolder } from './spool-folder';

/** How much is kept on disk at most, of one body and of all, and for how long. */
export const SPOOL_LIMITS = { oneBytes: 1024 ** 3, allBytes: 2 * 1024 ** 3 };
const KEPT_MS = 10 * 60_000;
/** Bodies that turn out to be small never touch the disk. */
const IN_MEMORY_BYTES = 1024 * 1024;

/** What is needed to offer a kept body as a file. */
export interface Kept {
  codings: readonly string[];
  firstByte: number;
  contentType: string | null;
  /** What the file is called by default, without an extension. */
  name: string;
}

interface Shelf {
  folder: string | null;
  /** Oldest first. */
  kept: Map<string, Kept & { path: string; bytes: number }>;
  /** On disk now: what is kept, and what is still coming in. */
  bytes: number;
}

const shelf = processWide<Shelf>('spools', () => ({ folder: null, kept: new Map(), bytes: 0 }));

/** Keeps the bytes of one body as they come over the wire, so that the whole can be downloaded when only a part is shown. */
export class Spool {
  #memory: Uint8Array[] | null = [];
  #bytes = 0;
  #file: { stream: WriteStream; path: string } | null = null;
  #failed = false;
  #onDisk = 0;
  readonly #limits: typeof SPOOL_LIMITS;

  constructor(limits = SPOOL_LIMITS) {
    this.#limits = limits;
  }

  /** Null, or what to wait for before the next chunk. */
  add(chunk: Uint8Array): Promise<unknown> | null {
    this.#bytes += chunk.length;
    if (this.whole === false) return null;
    if (this.#memory !== null && this.#bytes <= IN_MEMORY_BYTES) {
      this.#memory.push(chunk);
      return null;
    }
    const { stream } = this.#open();
    this.#claim(chunk.length);
    return stream.write(chunk) ? null : once(stream, 'drain').catch(() => undefined);
  }

  /** Everything so far, while it is still small enough to be in memory. */
  get memory(): readonly Uint8Array[] | null {
    return this.#memory;
  }

  /** False when the body outgrew the limit or the disk. */
  get whole(): boolean {
    return !this.#failed && this.#bytes <= this.#limits.oneBytes;
  }

  /** Closes the file and offers it; gives the id by which it can be had, or null where it is not whole. */
  async keep(kept: Kept): Promise<string | null> {
    const { stream, path } = this.#open();
    stream.end();
    if (!stream.closed) await once(stream, 'close').catch(() => undefined);
    if (!this.whole) {
      await this.drop();
      return null;
    }
    const id = randomBytes(16).toString('hex');
    shelf.kept.set(id, { ...kept, path, bytes: this.#onDisk });
    this.#onDisk = 0; // it is the shelf's now
    setTimeout(() => forget(id), KEPT_MS).unref();
    return id;
  }

  /** Resolves when nothing is left on disk. */
  async drop(): Promise<void> {
    this.#memory = null;
    if (this.#file === null) return;
    const { stream, path } = this.#file;
    stream.destroy();
    // A file that is still being opened is there only after that.
    if (!stream.closed) await once(stream, 'close').catch(() => undefined);
    await unlink(path).catch(() => undefined);
    shelf.bytes -= this.#onDisk;
    this.#onDisk = 0;
  }

  /** Room for more on the shelf: the oldest bodies make way, and where that is not enough, this one does. */
  #claim(bytes: number): void {
    this.#onDisk += bytes;
    shelf.bytes += bytes;
    for (const id of shelf.kept.keys()) {
      if (shelf.bytes <= this.#limits.allBytes) return;
      forget(id);
    }
    if (shelf.bytes > this.#limits.allBytes) this.#failed = true;
  }

  #open(): { stream: WriteStream; path: string } {
    if (this.#file !== null) return this.#file;
    shelf.folder ??= makeSpoolFolder();
    const path = join(shelf.folder, randomBytes(8).toString('hex'));
    const stream = createWriteStream(path, { flags: 'wx', mode: 0o600 });
    stream.on('error', () => {
      this.#failed = true;
    });
    this.#file = { stream, path };
    for (const chunk of this.#memory ?? []) {
      this.#claim(chunk.length);
      stream.write(chunk);
    }
    this.#memory = null;
    return this.#file;
  }
}

function forget(id: string): void {
  const kept = shelf.kept.get(id);
  if (kept === undefined) return;
  shelf.kept.delete(id);
  shelf.bytes -= kept.bytes;
  unlink(kept.path).catch(() => undefined);
}

export interface Download {
  /** The whole body, decoded. */
  stream: Readable;
  contentType: string | null;
  name: string;
}

/** The whole of a body that was shown in part only; null when it is not kept, or not any more. */
export function openDownload(id: string): Download | null {
  const kept = shelf.kept.get(id);
  if (kept === undefined) return null;
  const file = createReadStream(kept.path);
  const stages = decoders(kept.codings, kept.firstByte);
  const stream = stages.at(-1) ?? file;
  if (stages.length > 0) pipeline([file, ...stages], () => undefined); // an error destroys `stream`, which tells its reader
  return { stream, contentType: kept.contentType, name: kept.name };
}
