import { type NoSchema, readIntrospection, readSdl, type SchemaRead, type SchemaTexts } from './read-schema';
import { outlineOf, type SchemaChanges, schemaChanges } from './schema-changes';

/** What a schema is made of, and what was kept of it before. */
export interface SchemaTask {
  as: 'introspection' | 'sdl';
  bytes: Uint8Array<ArrayBuffer>;
  /** The introspection that was kept; null for none. */
  before: string | null;
  /** Where an introspection is told before anything is made of it. */
  ahead: MessagePort;
}

/** `changes` is null where there was nothing to compare with, or nothing differs to the byte. */
export type SchemaDone = { texts: SchemaTexts; changes: SchemaChanges | null } | { none: NoSchema };

addEventListener('message', ({ data }: MessageEvent<SchemaTask>) => {
  postMessage(work(data));
});

function work({ as, bytes, before, ahead }: SchemaTask): SchemaDone {
  const text = new TextDecoder().decode(bytes);
  const read =
    as === 'sdl' ? readSdl(text) : readIntrospection(text, (introspection) => ahead.postMessage(introspection));
  if ('none' in read) return read;
  return { texts: read.texts, changes: compare(before, read) };
}

function compare(before: string | null, after: Exclude<SchemaRead, { none: NoSchema }>): SchemaChanges | null {
  if (before === null || before === after.texts.introspection) return null;
  const old = readIntrospection(`{"data":${before}}`);
  return 'none' in old ? null : schemaChanges(outlineOf(old.schema), outlineOf(after.schema));
}
