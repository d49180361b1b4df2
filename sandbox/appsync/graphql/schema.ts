import {
  buildASTSchema,
  type DocumentNode,
  type GraphQLSchema,
  introspectionFromSchema,
  isScalarType,
  isTypeDefinitionNode,
  Kind,
  parse,
  print,
  type TypeDefinitionNode,
  visit,
} from 'graphql';
import type { GraphqlApi } from '@/sandbox/appsync/model';
import { AWS_SCALARS, awsScalar } from './scalars';

/** What every schema may use without saying so. */
const AWS_DEFINITIONS = `
${AWS_SCALARS.map((name) => `scalar ${name}`).join('\n')}
directive @aws_api_key on OBJECT | FIELD_DEFINITION
directive @aws_iam on OBJECT | FIELD_DEFINITION
directive @aws_oidc on OBJECT | FIELD_DEFINITION
directive @aws_lambda on OBJECT | FIELD_DEFINITION
directive @aws_cognito_user_pools(cognito_groups: [String]) on OBJECT | FIELD_DEFINITION
directive @aws_auth(cognito_groups: [String]) on FIELD_DEFINITION
directive @aws_subscribe(mutations: [String]) on FIELD_DEFINITION
directive @aws_publish(subscriptions: [String]) on FIELD_DEFINITION
`;

/** An API's schema as it was written, and as it runs. */
export interface ReadSchema {
  document: DocumentNode;
  /** The types that the API itself defines, in the order in which they were written. */
  types: TypeDefinitionNode[];
  schema: GraphQLSchema;
}

const read = new WeakMap<GraphqlApi, { sdl: string; read: ReadSchema }>();

/** Reads an API's SDL once; null where there is none. Throws for SDL that is not valid. */
export function schemaOf(api: GraphqlApi): ReadSchema | null {
  const { schema: sdl } = api;
  if (sdl === null) return null;
  const known = read.get(api);
  if (known?.sdl === sdl) return known.read;
  const made = readSchema(sdl);
  read.set(api, { sdl, read: made });
  return made;
}

function readSchema(sdl: string): ReadSchema {
  const document = parse(sdl);
  const written = new Set(document.definitions.flatMap((node) => ('name' in node ? (node.name?.value ?? []) : [])));
  const missing = parse(AWS_DEFINITIONS, { noLocation: true }).definitions.filter(
    (node) => !('name' in node && node.name && written.has(node.name.value)),
  );
  const whole: DocumentNode = { kind: Kind.DOCUMENT, definitions: [...missing, ...document.definitions] };
  const schema = buildASTSchema(whole);
  for (const type of Object.values(schema.getTypeMap())) {
    if (isScalarType(type)) Object.assign(type, awsScalar(type.name));
  }
  return { document, types: document.definitions.filter(isTypeDefinitionNode), schema };
}

/** The schema as `GetIntrospectionSchema` tells it in SDL. */
export function sdlOf({ document }: ReadSchema, { directives }: { directives: boolean }): string {
  const shown = directives ? document : withoutDirectives(document);
  const roots = shown.definitions.some(({ kind }) => kind === Kind.SCHEMA_DEFINITION) ? '' : `${rootsOf(shown)}\n\n`;
  return `${roots}${print(shown)}\n`;
}

/** The schema as `GetIntrospectionSchema` tells it in JSON: the answer to the introspection query. */
export function introspectionOf({ schema }: ReadSchema): string {
  return JSON.stringify({ data: introspectionFromSchema(schema) });
}

/** One type in the format that was asked for. */
export function definitionOf({ schema }: ReadSchema, node: TypeDefinitionNode, format: 'SDL' | 'JSON'): string {
  if (format === 'SDL') return print(node);
  const { types } = introspectionFromSchema(schema).__schema;
  return JSON.stringify(types.find(({ name }) => name === node.name.value));
}

function withoutDirectives(document: DocumentNode): DocumentNode {
  return visit(document, { Directive: () => null });
}

function rootsOf({ definitions }: DocumentNode): string {
  const names = definitions.flatMap((node) => (node.kind === Kind.OBJECT_TYPE_DEFINITION ? node.name.value : []));
  const roots = ['Query', 'Mutation', 'Subscription'].filter((root) => names.includes(root));
  return `schema {\n${roots.map((root) => `  ${root.toLowerCase()}: ${root}`).join('\n')}\n}`;
}
