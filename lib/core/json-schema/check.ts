import { asSchema, DEEPEST, isReadOnly, isSchema, type ModelSet, type Schema, typeOf } from './model-set';
import { matches } from './pattern';

/** Where a value does not fit, `address.city` or empty for the whole, and why in one sentence. */
export interface Misfit {
  at: string;
  sentence: string;
}

/** More are not worth reading. */
const MOST = 20;

/**
 * Where a value does not fit a model, for what API Gateway's models are written in (draft 4) as far as that is common:
 * types, required and forbidden members, limits, lengths, patterns, choices and references. What is not known here fits.
 */
export function misfits(models: ModelSet, name: string, value: unknown): Misfit[] {
  const root = models.named(name);
  if (!root) return [];
  const found: Misfit[] = [];
  check({ models, root, found, depth: 0 }, root, { value, at: '' });
  return found.slice(0, MOST);
}

interface Run {
  models: ModelSet;
  root: Schema;
  found: Misfit[];
  depth: number;
}

interface Place {
  value: unknown;
  at: string;
}

function check(run: Run, part: unknown, place: Place): void {
  const resolved = run.depth > DEEPEST || run.found.length >= MOST ? null : run.models.resolve(part, run.root);
  if (!resolved) return;
  const { schema, root } = resolved;
  const inner = { ...run, root, depth: run.depth + 1 };
  const say = (sentence: string) => run.found.push({ at: place.at, sentence });
  if (!hasType(schema, place.value)) return void say(`It must be ${WORDS[typeOf(schema) ?? ''] ?? typeOf(schema)}.`);
  checkChoice(schema, place.value, say);
  for (const one of listOf(schema.allOf)) check(inner, one, place);
  if (typeof place.value === 'string') checkText(schema, place.value, say);
  if (typeof place.value === 'number') checkNumber(schema, place.value, say);
  if (Array.isArray(place.value)) checkList(inner, schema, { ...place, value: place.value });
  else if (isSchema(place.value)) checkObject(inner, schema, { ...place, value: place.value });
}

function checkChoice({ enum: choices }: Schema, value: unknown, say: Say): void {
  const written = listOf(choices).map((one) => JSON.stringify(one));
  if (written.length > 0 && !written.includes(JSON.stringify(value))) say(`It must be one of ${written.join(', ')}.`);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

const WORDS: Record<string, string> = {
  object: 'an object',
  array: 'a list',
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'null',
};

const TYPES: Record<string, (value: unknown) => boolean> = {
  object: isSchema,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

function hasType({ type, nullable }: Schema, value: unknown): boolean {
  // So says OpenAPI 3.0, which has no type of null.
  if (value === null && nullable === true) return true;
  const allowed = (Array.isArray(type) ? type : [type]).filter((one) => typeof one === 'string');
  return allowed.length === 0 || allowed.some((one) => TYPES[one]?.(value) ?? true);
}

type Say = (sentence: string) => void;

function checkText({ minLength, maxLength, pattern }: Schema, value: string, say: Say): void {
  const { length } = [...value];
  if (typeof minLength === 'number' && length < minLength) say(`It must have at least ${minLength} characters.`);
  if (typeof maxLength === 'number' && length > maxLength) say(`It must have at most ${maxLength} characters.`);
  if (typeof pattern === 'string' && matches(pattern, value) === false) say(`It must match ${pattern}.`);
}

function checkNumber({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema, value: number, say: Say): void {
  const least = limitOf(minimum, exclusiveMinimum);
  if (least && (value < least.at || (least.beyond && value === least.at))) {
    say(`It must be ${least.beyond ? 'more than' : 'at least'} ${least.at}.`);
  }
  const most = limitOf(maximum, exclusiveMaximum);
  if (most && (value > most.at || (most.beyond && value === most.at))) {
    say(`It must be ${most.beyond ? 'less than' : 'at most'} ${most.at}.`);
  }
}

/** Draft 4 writes a flag beside the limit, later drafts the limit itself. */
function limitOf(limit: unknown, exclusive: unknown): { at: number; beyond: boolean } | null {
  if (typeof exclusive === 'number') return { at: exclusive, beyond: true };
  return typeof limit === 'number' ? { at: limit, beyond: exclusive === true } : null;
}

function checkList(run: Run, schema: Schema, { value, at }: Place & { value: unknown[] }): void {
  const { minItems, maxItems, items } = schema;
  if (typeof minItems === 'number' && value.length < minItems) {
    run.found.push({ at, sentence: `It must have at least ${minItems} items.` });
  }
  if (typeof maxItems === 'number' && value.length > maxItems) {
    run.found.push({ at, sentence: `It must have at most ${maxItems} items.` });
  }
  for (const [index, one] of value.entries()) {
    check(run, Array.isArray(items) ? items[index] : items, { value: one, at: `${at}[${index}]` });
  }
}

function checkObject(run: Run, schema: Schema, { value, at }: Place & { value: Schema }): void {
  const properties = asSchema(schema.properties);
  const below = (name: string) => (at === '' ? name : `${at}.${name}`);
  for (const name of listOf(schema.required)) {
    if (typeof name === 'string' && !Object.hasOwn(value, name) && !isReadOnly(ownOf(properties, name))) {
      run.found.push({ at: below(name), sentence: 'It is missing.' });
    }
  }
  for (const [name, one] of Object.entries(value)) {
    if (Object.hasOwn(properties, name)) check(run, properties[name], { value: one, at: below(name) });
    else if (schema.additionalProperties === false && schema.patternProperties === undefined) {
      run.found.push({ at: below(name), sentence: 'The model has no such member.' });
    }
  }
}

function ownOf(properties: Schema, name: string): unknown {
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}
