import { objectIn, type Read, textIn } from './document';
import type { Parameter } from './operation';
import type { References } from './references';
import { cut, valueText } from './texts';

/** OpenAPI leaves these to the body, the answer and the security of an operation. */
const NOT_HEADERS = new Set(['accept', 'content-type', 'authorization']);
const MOST_CHOICES = 200;

/** The parameters of an operation: its own count more than those of its path. Those of Swagger's bodies are not among them. */
export function parametersOf(item: Read, operation: Read, references: References): Parameter[] {
  const found = new Map<string, Parameter>();
  for (const part of [...listIn(item.parameters), ...listIn(operation.parameters)]) {
    const parameter = parameterOf(references.follow(part), references);
    if (parameter) found.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  return [...found.values()];
}

export function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function parameterOf(part: Read, references: References): Parameter | null {
  const name = textIn(part.name);
  const where = part.in;
  if (name === null || (where !== 'path' && where !== 'query' && where !== 'header')) return null;
  if (where === 'header' && NOT_HEADERS.has(name.toLowerCase())) return null;
  const schema = schemaOf(part, references);
  const items = references.follow(schema.items);
  return {
    ...{ in: where, name: name.slice(0, 256) },
    required: where === 'path' || part.required === true,
    deprecated: part.deprecated === true,
    description: cut(textIn(part.description) ?? textIn(schema.description)),
    type: typeInWords(schema, items),
    choices: [...listIn(schema.enum), ...listIn(items.enum)].slice(0, MOST_CHOICES).map(valueText),
    preset: schema.default === undefined ? null : valueText(schema.default),
    example: exampleOf(part, schema, references),
  };
}

/** Swagger 2.0 writes the schema into the parameter; since 3.0 it stands in `schema`, or in `content` by media type. */
function schemaOf(part: Read, references: References): Read {
  const [media] = Object.values(objectIn(part.content));
  const schema = part.schema ?? objectIn(media).schema;
  return schema === undefined ? part : references.follow(schema);
}

function typeInWords(schema: Read, items: Read): string | null {
  const words = (of: Read) => {
    const type = textIn(Array.isArray(of.type) ? of.type.find((one) => one !== 'null') : of.type);
    const format = textIn(of.format);
    return type && format ? `${type}, ${format}` : type;
  };
  const type = words(schema);
  return type === 'array' ? `list of ${words(items) ?? 'values'}` : type;
}

function exampleOf(part: Read, schema: Read, references: References): string | null {
  const [named] = Object.values(objectIn(part.examples));
  const [told] = listIn(schema.examples);
  const value = part.example ?? part['x-example'] ?? references.follow(named).value ?? schema.example ?? told;
  return value === undefined ? null : valueText(value);
}
