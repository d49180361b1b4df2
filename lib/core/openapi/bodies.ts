import type { Schema } from '@/lib/core/json-schema/model-set';
import { objectIn, type Read, textIn, textsIn } from './document';
import type { Body, NamedExample } from './operation';
import { listIn } from './parameters';
import type { References } from './references';
import { MOST_EXAMPLE } from './texts';

const MOST_TYPES = 20;
const MOST_EXAMPLES = 30;
const FORM = 'application/x-www-form-urlencoded';

interface Within {
  document: Read;
  /** What holds for all methods of the path. */
  item: Read;
  operation: Read;
}

/** The ways to write a body since OpenAPI 3.0. */
export function bodiesOf(operation: Read, references: References): Body[] {
  const { content } = references.follow(operation.requestBody);
  return Object.entries(objectIn(content))
    .slice(0, MOST_TYPES)
    .map(([contentType, part]) => {
      const media = references.follow(part);
      return {
        ...{ contentType, ...schemaIn(media.schema) },
        examples: examplesIn(media, contentType, references),
      };
    });
}

/** Those of Swagger 2.0, where a body is a parameter, and a form is one for each of its fields. */
export function swaggerBodies({ document, item, operation }: Within, references: References): Body[] {
  const all = [...listIn(operation.parameters), ...listIn(item.parameters)].map((part) => references.follow(part));
  const consumes = [operation.consumes, document.consumes].map(textsIn).find(({ length }) => length > 0) ?? [];
  const body = all.find((part) => part.in === 'body');
  if (body) {
    const types = consumes.length > 0 ? consumes : ['application/json'];
    return types.slice(0, MOST_TYPES).map((contentType) => {
      const named = objectIn(body['x-examples'])[contentType];
      const example = named ?? body['x-example'];
      return { contentType, ...schemaIn(body.schema), examples: oneExample(example, contentType) };
    });
  }
  const fields = all.filter((part) => part.in === 'formData' && textIn(part.name) !== null);
  if (fields.length === 0) return [];
  const files = fields.some(({ type }) => type === 'file');
  const types = consumes.length > 0 ? consumes : [files ? 'multipart/form-data' : FORM];
  return types.map((contentType) => ({ contentType, schema: formSchema(fields), schemaName: null, examples: [] }));
}

function formSchema(fields: readonly Read[]): Schema {
  const properties = fields.map((field) => {
    const { name, in: _in, required: _required, ...schema } = field;
    return [String(name), { ...schema, type: schema.type === 'file' ? 'string' : schema.type }] as const;
  });
  const required = fields.filter((field) => field.required === true).map(({ name }) => name);
  return { type: 'object', properties: Object.fromEntries(properties), required };
}

/** A reference to a schema says what it is called. */
function schemaIn(value: unknown): Pick<Body, 'schema' | 'schemaName'> {
  const schema = objectIn(value);
  const name = textIn(schema.$ref)?.split(/[/#]/).at(-1) ?? textIn(schema.title);
  const known = typeof value === 'object' && value !== null;
  return { schema: known ? schema : null, schemaName: name ? name.slice(0, 128) : null };
}

function examplesIn(media: Read, contentType: string, references: References): NamedExample[] {
  const named = Object.entries(objectIn(media.examples))
    .slice(0, MOST_EXAMPLES)
    .flatMap(([key, part]) => {
      const { summary, value, externalValue } = references.follow(part);
      const elsewhere = textIn(externalValue);
      if (elsewhere) references.remote.add(elsewhere);
      const name = (textIn(summary) ?? key).slice(0, 200);
      return oneExample(value, contentType).map(({ text }) => ({ name, text }));
    });
  return named.length > 0 ? named : oneExample(media.example, contentType);
}

function oneExample(value: unknown, contentType: string): NamedExample[] {
  const text = value === undefined ? undefined : exampleText(value, contentType);
  return text === undefined || text.length > MOST_EXAMPLE ? [] : [{ name: null, text }];
}

/** Documents in YAML often hold JSON as text: that is taken as it stands. */
function exampleText(value: unknown, contentType: string): string | undefined {
  if (typeof value !== 'string') return JSON.stringify(value, null, 2);
  return /json/i.test(contentType) && !isJson(value) ? JSON.stringify(value) : value;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
