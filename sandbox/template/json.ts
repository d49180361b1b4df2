/** What a template is made of once YAML's short tags are written out. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

export function listOf(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** CloudFormation takes numbers and booleans where a string is declared, so they read as text too. */
export function textOf(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

export function numberOf(value: Json | undefined): number | undefined {
  const text = textOf(value);
  return text !== undefined && text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
}

export function flagOf(value: Json | undefined): boolean | undefined {
  const text = textOf(value)?.toLowerCase();
  if (text === undefined) return;
  return text === 'true';
}

export function textsOf(value: Json | undefined): string[] {
  return listOf(value)
    .map(textOf)
    .filter((text) => text !== undefined);
}

export function textRecordOf(value: Json | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(objectOf(value)).flatMap(([name, entry]) => {
      const text = textOf(entry);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

/** The object without the members that are undefined. */
export function defined<T extends object>(record: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
