import {
  buildClientSchema,
  buildSchema,
  type GraphQLSchema,
  type IntrospectionQuery,
  introspectionFromSchema,
  printSchema,
  validateSchema,
} from 'graphql';
import { appSyncPrelude } from './appsync-prelude';

/** A schema in the forms that the editor, the docs and a download need. */
export interface SchemaTexts {
  /** JSON of `{ "__schema": … }`. */
  introspection: string;
  sdl: string;
  types: number;
  fields: number;
  /** What the schema breaks of the specification; the editor still works with it. */
  problems: string[];
}

/** Why there is no schema: what is wrong, and what the server itself said. */
export interface NoSchema {
  why: 'not-json' | 'refused' | 'not-graphql' | 'broken';
  /** In the words of the server or of the parser, cut to a few lines; empty where there are none. */
  said: string;
}

export type SchemaRead = { texts: SchemaTexts; schema: GraphQLSchema } | { none: NoSchema };

const MOST_PROBLEMS = 20;
const MOST_SAID = 600;

type OnText = (introspection: string) => void;

/** Reads the answer to an introspection query. `onText` hears it at once, before it is known whether a schema can be built of it. */
export function readIntrospection(text: string, onText?: OnText): SchemaRead {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch (error) {
    return none('not-json', messageOf(error));
  }
  if (!isObject(answer)) return none('not-graphql', '');
  if (isObject(answer.data) && isObject(answer.data.__schema)) {
    const told = { __schema: answer.data.__schema } as unknown as IntrospectionQuery;
    const introspection = textOf(told);
    onText?.(introspection);
    return attempt(() => ({ schema: buildClientSchema(told, { assumeValid: true }), introspection }));
  }
  if (Array.isArray(answer.errors)) return none('refused', answer.errors.map(saidOf).join('\n'));
  return none('not-graphql', saidOf(answer));
}

/** Reads SDL. What AppSync adds to the language is declared where the text does not declare it itself. */
export function readSdl(sdl: string): SchemaRead {
  const read = attempt(() => {
    const schema = buildSchema(`${sdl}\n${appSyncPrelude(sdl)}`, { assumeValid: true, assumeValidSDL: true });
    return { schema, introspection: textOf(introspectionFromSchema(schema)) };
  });
  return 'none' in read ? read : { ...read, texts: { ...read.texts, sdl } };
}

function attempt(build: () => { schema: GraphQLSchema; introspection: string }): SchemaRead {
  try {
    const { schema, introspection } = build();
    return { schema, texts: textsOf(schema, introspection) };
  } catch (error) {
    return none('broken', messageOf(error));
  }
}

function textsOf(schema: GraphQLSchema, introspection: string): SchemaTexts {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const fields = types.reduce((sum, type) => sum + ('getFields' in type ? Object.keys(type.getFields()).length : 0), 0);
  return {
    introspection,
    sdl: printSchema(schema),
    types: types.length,
    fields,
    problems: problemsOf(schema),
  };
}

/** Looked through only where there may be a picture: that takes twice as long. */
function textOf(told: IntrospectionQuery): string {
  const text = JSON.stringify(told);
  return text.includes('![') ? JSON.stringify(told, withoutPictures) : text;
}

/** A description is Markdown of strangers: a picture in it would be fetched from them, so that it becomes a link. */
function withoutPictures(key: string, value: unknown): unknown {
  const told = typeof value === 'string' && (key === 'description' || key === 'deprecationReason');
  return told ? value.replaceAll('![', '!\u2060[') : value;
}

/** `assumeValid` keeps the constructor from throwing; what is wrong is said and not hidden. */
function problemsOf(schema: GraphQLSchema): string[] {
  const unchecked = Object.assign(Object.create(Object.getPrototypeOf(schema)), schema, {
    __validationErrors: undefined,
  }) as GraphQLSchema;
  return validateSchema(unchecked)
    .slice(0, MOST_PROBLEMS)
    .map(({ message }) => message);
}

function none(why: NoSchema['why'], said: string): { none: NoSchema } {
  return { none: { why, said: said.length > MOST_SAID ? `${said.slice(0, MOST_SAID)}…` : said } };
}

function saidOf(value: unknown): string {
  return isObject(value) && typeof value.message === 'string' ? value.message : '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
