import { Readable } from 'node:stream';
import type { NormalizedSchema } from '@smithy/core/schema';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** Hands each answer on untouched and keeps a copy of its body. */
export class Recording extends NodeHttpHandler {
  /** The body of the last answer. */
  raw = '';

  override async handle(...args: Parameters<NodeHttpHandler['handle']>) {
    const result = await super.handle(...args);
    const chunks: Buffer[] = [];
    for await (const chunk of result.response.body as Readable) chunks.push(chunk as Buffer);
    this.raw = Buffer.concat(chunks).toString('utf8');
    result.response.body = Readable.from([Buffer.from(this.raw)]);
    return result;
  }
}

export type Schema = Parameters<typeof NormalizedSchema.of>[0];

/** Everything in an answer that the service model does not allow, and everything that it demands and misses. */
export function violations(schema: NormalizedSchema, value: unknown, path: string): string[] {
  if (schema.isStructSchema()) return structViolations(schema, value, path);
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((one, index) => violations(schema.getValueSchema(), one, `${path}[${index}]`));
  }
  if (schema.isMapSchema()) {
    return Object.entries(value as object).flatMap(([key, one]) =>
      violations(schema.getValueSchema(), one, `${path}.${key}`),
    );
  }
  return isPrimitive(schema, value) ? [] : [`${path} is ${JSON.stringify(value)}`];
}

function structViolations(schema: NormalizedSchema, value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path} is no structure`];
  const members = [...schema.structIterator()].map(([name, member]) => ({
    name: (member.getMergedTraits() as { jsonName?: string }).jsonName ?? name,
    member,
  }));
  const known = new Map(members.map(({ name, member }) => [name, member]));
  // The seventh element says how many members, from the first on, are required.
  const required = members.slice(0, Number((schema.getSchema() as unknown[])[6] ?? 0)).map(({ name }) => name);
  return [
    ...required.filter((name) => !(name in value)).map((name) => `${path}.${name} is required`),
    ...Object.entries(value).flatMap(([name, one]) => {
      const member = known.get(name);
      return member ? violations(member, one, `${path}.${name}`) : [`${path}.${name} is not in the model`];
    }),
  ];
}

function isPrimitive(schema: NormalizedSchema, value: unknown): boolean {
  // awsJson writes times as seconds since 1970, the others as text.
  if (schema.isTimestampSchema() && typeof value === 'number') return value > 1_500_000_000 && value < 4_000_000_000;
  if (schema.isTimestampSchema()) return typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value);
  if (schema.isNumericSchema()) return typeof value === 'number';
  if (schema.isBooleanSchema()) return typeof value === 'boolean';
  return typeof value === 'string';
}
