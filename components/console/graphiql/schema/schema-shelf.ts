import { localSlot, shelf } from '@/components/store';
import type { AuthRules } from '@/lib/core/graphql-auth';
import type { SchemaTexts } from './read-schema';

/** A schema as it was last read, for the next visit: a schema tells no secrets, though it may be long. */
export interface KeptSchema {
  texts: SchemaTexts;
  from: 'server' | 'control-plane';
  /** Why it comes from the control plane; null where the server told it. */
  instead: string | null;
  /** What its directives say about who is let in. Empty for all but AppSync. */
  rules: AuthRules;
  /** Milliseconds since 1970. */
  readAt: number;
}

/** Longer ones are read anew each time. */
const MOST_CHARACTERS = 32 * 1024 * 1024;
const MOST_SCHEMAS = 20;

const schemas = shelf<KeptSchema>('schemas', parseKept);
const newest = localSlot<string[]>('schemas', {
  fallback: [],
  parse: (value) => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : null),
});

export function readKept(place: string): Promise<KeptSchema | null> {
  return schemas.read(place);
}

/** Keeps the schema; those of the places that were looked at longest ago go. */
export async function keepSchema(place: string, kept: KeptSchema): Promise<void> {
  const { introspection, sdl } = kept.texts;
  if (introspection.length + sdl.length > MOST_CHARACTERS) return schemas.remove(place);
  await schemas.write(place, kept);
  const order = [place, ...newest.read().filter((one) => one !== place)];
  newest.write(order.slice(0, MOST_SCHEMAS));
  await Promise.all(order.slice(MOST_SCHEMAS).map((one) => schemas.remove(one)));
}

function parseKept(value: unknown): KeptSchema | null {
  const kept = value as Partial<KeptSchema> | null;
  const { introspection, sdl, types } = kept?.texts ?? {};
  const whole = typeof introspection === 'string' && typeof sdl === 'string' && typeof types === 'number';
  return whole && typeof kept?.readAt === 'number' && kept.rules instanceof Map ? (kept as KeptSchema) : null;
}
