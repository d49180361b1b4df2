import { asSchema, isReadOnly, isSchema, type ModelSet, type Schema, typeOf } from './model-set';

/** A plain value of a model, by its way through it. */
export interface FormField {
  path: string[];
  type: 'string' | 'number' | 'integer' | 'boolean';
  required: boolean;
  description: string | null;
  choices: readonly unknown[] | null;
}

/** Deeper values and more of them are easier to write as JSON. */
const DEEPEST = 3;
const MOST = 40;
const PLAIN = new Set(['string', 'number', 'integer', 'boolean']);

/** The plain values of a model in its order, those of objects within it included. */
export function fieldsOf(models: ModelSet, name: string): FormField[] {
  const root = models.named(name);
  return root ? collect(models, { part: root, root, path: [], required: true }).slice(0, MOST) : [];
}

interface At {
  part: unknown;
  root: Schema;
  path: string[];
  required: boolean;
}

function collect(models: ModelSet, { part, root, path, required }: At): FormField[] {
  const found = path.length > DEEPEST ? null : models.resolve(part, root);
  if (!found) return [];
  const { schema } = found;
  const type = typeOf(schema);
  if (type !== null && PLAIN.has(type)) {
    const { description } = schema;
    return [
      {
        ...{ path, type: type as FormField['type'], required },
        description: typeof description === 'string' ? description : null,
        choices: Array.isArray(schema.enum) ? schema.enum : null,
      },
    ];
  }
  const names = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(asSchema(schema.properties))
    .filter(([, one]) => !isReadOnly(one))
    .flatMap(([name, one]) =>
      collect(models, { part: one, root: found.root, path: [...path, name], required: names.includes(name) }),
    );
}

export function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, name) => (isSchema(at) && Object.hasOwn(at, name) ? at[name] : undefined), value);
}

/** The value with another one at a place; undefined takes the member away. */
export function withValue(value: unknown, [name, ...rest]: readonly string[], next: unknown): unknown {
  if (name === undefined) return next;
  const before = asSchema(value);
  const inner = withValue(before[name], rest, next);
  if (inner !== undefined) return { ...before, [name]: inner };
  const { [name]: _, ...others } = before;
  return others;
}
