import type { GraphiqlPort } from '@/components/console/graphiql/port';
import type { Identity } from '@/components/identity/identity';
import { readyIdentity } from '@/components/identity/use-ready-identity';
import { readAuthRules } from '@/lib/core/graphql-auth';
import { introspect } from './introspect';
import type { SchemaDone } from './schema.worker';
import type { KeptSchema } from './schema-shelf';
import { type SchemaTrouble, troubleOf } from './schema-words';
import { type SchemaWork, startSchemaWork } from './schema-work';

interface Reading {
  before: KeptSchema | null;
  /** Hears the introspection ahead of what is made of it. */
  onText: (introspection: string) => void;
}

/** A schema that was read just now, with what is different from the one that was `before`; or why there is none. */
export type FreshSchema =
  | { kept: KeptSchema; changes: Extract<SchemaDone, { texts: unknown }>['changes'] }
  | { trouble: SchemaTrouble };

/**
 * Reads the schema from the server, and beside it what the control plane tells: its text has the auth directives, which
 * an introspection leaves out, and it is there where introspection is switched off. Null once aborted.
 */
export async function readSchema(
  port: GraphiqlPort,
  { before, onText }: Reading,
  signal: AbortSignal,
): Promise<FreshSchema | null> {
  const work = startSchemaWork(onText);
  try {
    const [told, sdl] = await Promise.all([fromServer({ port, before, work }, signal), controlPlaneText(port, signal)]);
    const found = 'trouble' in told && sdl !== null ? await fromText(sdl, before, told.trouble) : told;
    if (signal.aborted) return null;
    return 'trouble' in found ? found : { ...found, kept: { ...found.kept, rules: readAuthRules(sdl ?? '') } };
  } finally {
    work.end();
  }
}

async function fromServer(
  { port, before, work }: { port: GraphiqlPort; before: KeptSchema | null; work: SchemaWork },
  signal: AbortSignal,
): Promise<FreshSchema> {
  const identity = await readyOrNot(port.who.chosen);
  const answer = await introspect(port, identity, signal);
  if ('message' in answer) {
    return { trouble: { sentence: `The schema was not read: ${answer.message}`, next: 'Read it again.' } };
  }
  const task = { as: 'introspection', bytes: answer.bytes, before: before?.texts.introspection ?? null } as const;
  return fresh(await work.build(task), 'server', answer.status);
}

async function controlPlaneText(port: GraphiqlPort, signal: AbortSignal): Promise<string | null> {
  return port.controlPlaneSchema?.(signal).catch(() => null) ?? null;
}

/** `instead` is why the server's own answer was of no use. */
async function fromText(sdl: string, before: KeptSchema | null, instead: SchemaTrouble): Promise<FreshSchema> {
  const bytes = new TextEncoder().encode(sdl);
  const task = { as: 'sdl', bytes, before: before?.texts.introspection ?? null } as const;
  const found = fresh(await startSchemaWork(() => undefined).build(task), 'control-plane', 0);
  return 'trouble' in found ? found : { ...found, kept: { ...found.kept, instead: instead.sentence } };
}

function fresh(done: SchemaDone, from: KeptSchema['from'], status: number): FreshSchema {
  if ('none' in done) return { trouble: troubleOf(done.none, status) };
  const kept = { texts: done.texts, from, instead: null, rules: new Map(), readAt: Date.now() };
  return { kept, changes: done.changes };
}

/** Whoever cannot be renewed asks as they are; the answer says what that was worth. */
async function readyOrNot(identity: Identity): Promise<Identity> {
  return readyIdentity(identity).catch(() => identity);
}
