/** One schema or a part of it, as it was read: anything may stand anywhere. */
export type Schema = Record<string, unknown>;

/** How deep references and nesting are followed: a model may hold itself. */
export const DEEPEST = 12;

/** The models of an API by name, for references from one to another. */
export class ModelSet {
  readonly #schemas = new Map<string, Schema>();

  constructor(models: readonly { name: string; schema: string | null }[]) {
    for (const { name, schema } of models) this.#schemas.set(name, parsedSchema(schema));
  }

  /** The schema of a model; null where there is no such model. */
  named(name: string): Schema | null {
    return this.#schemas.get(name) ?? null;
  }

  /**
   * What a part says once its reference is followed: to another model of the API
   * (`https://apigateway.amazonaws.com/restapis/{id}/models/{name}`) or within its own document (`#/definitions/x`).
   * Nothing else is ever fetched. Null where a reference leads nowhere, or round in a circle.
   */
  resolve(part: unknown, root: Schema): { schema: Schema; root: Schema } | null {
    let at = { schema: asSchema(part), root };
    for (let step = 0; step < DEEPEST; step++) {
      const { $ref } = at.schema;
      if (typeof $ref !== 'string') return at;
      const next = this.#follow($ref, at.root);
      if (!next) return null;
      at = next;
    }
    return null;
  }

  #follow(reference: string, root: Schema): { schema: Schema; root: Schema } | null {
    const model = /\/models\/([^/#]+)$/.exec(reference)?.[1];
    const named = model === undefined ? null : this.named(model);
    if (named) return { schema: named, root: named };
    if (!reference.startsWith('#')) return null;
    let found: unknown = root;
    for (const part of reference.split('/').slice(1)) {
      const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
      found = isSchema(found) && Object.hasOwn(found, name) ? found[name] : undefined;
    }
    return isSchema(found) ? { schema: found, root } : null;
  }
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asSchema(value: unknown): Schema {
  return isSchema(value) ? value : {};
}

/** A member that belongs to answers: a request leaves it out, also where it is required. */
export function isReadOnly(part: unknown): boolean {
  return asSchema(part).readOnly === true;
}

/** The kind of value that a schema is about, as far as it says. */
export function typeOf({ type, properties, items, enum: values }: Schema): string | null {
  const named = Array.isArray(type) ? type.find((one) => one !== 'null') : type;
  if (typeof named === 'string') return named;
  if (isSchema(properties)) return 'object';
  if (items !== undefined) return 'array';
  return Array.isArray(values) && typeof values[0] === 'string' ? 'string' : null;
}

function parsedSchema(text: string | null): Schema {
  try {
    return asSchema(JSON.parse(text ?? '{}'));
  } catch {
    return {};
  }
}
