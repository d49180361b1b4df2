import { asSchema, DEEPEST, isReadOnly, isSchema, type ModelSet, type Schema, typeOf } from './model-set';

/** A value that a model describes, with what it says by itself (`example`, `default`, `enum`) where it says something. */
export function exampleOf(models: ModelSet, name: string): unknown {
  const root = models.named(name);
  return root ? (make(models, { part: root, root, within: [] }) ?? {}) : {};
}

interface At {
  part: unknown;
  root: Schema;
  /** The schemas around it: one that holds itself is shown once. */
  within: readonly Schema[];
}

/** Undefined where nothing can be said, or where a model holds itself. */
function make(models: ModelSet, { part, root, within }: At): unknown {
  const found = within.length > DEEPEST ? null : models.resolve(part, root);
  if (!found || within.includes(found.schema)) return undefined;
  const { schema } = found;
  const told = toldValue(schema);
  if (told !== undefined) return told;
  const inner = { root: found.root, within: [...within, schema] };
  const choice = [schema.oneOf, schema.anyOf].find(Array.isArray) as unknown[] | undefined;
  if (choice) return make(models, { ...inner, part: choice[0] });
  if (Array.isArray(schema.allOf)) {
    const parts = schema.allOf.map((one) => make(models, { ...inner, part: one }));
    return Object.assign({}, objectFrom(models, schema, inner), ...parts.filter(isSchema));
  }
  switch (typeOf(schema)) {
    case 'object':
      return objectFrom(models, schema, inner);
    case 'array': {
      const item = make(models, { ...inner, part: Array.isArray(schema.items) ? schema.items[0] : schema.items });
      return item === undefined ? [] : [item];
    }
    default:
      return scalar(schema);
  }
}

/** What is required, and what else is said, in the order of the model; what cannot be said is left out. */
function objectFrom(models: ModelSet, { properties }: Schema, inner: Omit<At, 'part'>): Schema {
  const made: [string, unknown][] = [];
  for (const [name, part] of Object.entries(asSchema(properties))) {
    // Examples are of requests, and what is read only is said by the answer alone.
    const value = isReadOnly(part) ? undefined : make(models, { ...inner, part });
    if (value !== undefined) made.push([name, value]);
  }
  return Object.fromEntries(made);
}

function toldValue(schema: Schema): unknown {
  const examples = Array.isArray(schema.examples) ? schema.examples[0] : undefined;
  const values = Array.isArray(schema.enum) ? schema.enum[0] : undefined;
  return schema.example ?? examples ?? schema.default ?? schema.const ?? values;
}

const FORMATS: Record<string, string> = {
  'date-time': '2026-01-31T12:00:00Z',
  date: '2026-01-31',
  time: '12:00:00Z',
  email: 'someone@example.com',
  uri: 'https://example.com',
  uuid: '00000000-0000-4000-8000-000000000000',
  ipv4: '192.0.2.1',
};

function scalar(schema: Schema): unknown {
  const { minimum, exclusiveMinimum, minLength, format } = schema;
  switch (typeOf(schema)) {
    case 'integer':
    case 'number': {
      const least = typeof minimum === 'number' ? minimum : 0;
      // Draft 4 writes a flag, later drafts the limit itself.
      if (typeof exclusiveMinimum === 'number') return exclusiveMinimum + 1;
      return exclusiveMinimum === true ? least + 1 : least;
    }
    case 'boolean':
      return false;
    case 'null':
      return null;
    case 'string': {
      const text = FORMATS[String(format)] ?? 'string';
      const least = typeof minLength === 'number' ? Math.min(minLength, 200) : 0;
      return text.padEnd(least, '-');
    }
    default:
      return undefined;
  }
}
