import { buildSchema, type GraphQLSchema } from 'graphql';
import { largeSchema, leanSchema } from './large-schema';
import { CYCLES, HTML_DESCRIPTIONS, JAVASCRIPT_NAMES } from './odd-schemas';

/** How one awkward GraphQL server answers, by the segment of its path. */
export type Specimen =
  | { kind: 'schema'; make: () => GraphQLSchema; rewrite?: (answer: string) => string }
  | { kind: 'no-introspection'; make: () => GraphQLSchema }
  | { kind: 'fixed'; status: number; contentType: string; body: string }
  /** Its subscription as server-sent events: the given text, and then how the stream goes on. */
  | { kind: 'stream'; make: () => GraphQLSchema; text: string; after: 'ends' | 'is cut' | 'stays silent' };

const counting = () => buildSchema('type Query { hello: String! } type Subscription { counter: Int! }');
const next = (counter: number) => `event: next\ndata: ${JSON.stringify({ data: { counter } })}\n\n`;
const COMPLETE = 'event: complete\ndata:\n\n';

const plain = () => buildSchema('type Query { hello: String! }');
const fixed = (status: number, contentType: string, body: unknown): Specimen => ({
  kind: 'fixed',
  ...{ status, contentType },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

export const SPECIMENS: Record<string, Specimen> = {
  'types-5000': { kind: 'schema', make: () => largeSchema(5000) },
  'types-50000': { kind: 'schema', make: () => leanSchema(50_000) },
  cycles: { kind: 'schema', make: () => buildSchema(CYCLES) },
  'javascript-names': { kind: 'schema', make: () => buildSchema(JAVASCRIPT_NAMES, { assumeValid: true }) },
  // Names that begin with two underscores are GraphQL's own; a server that is none may send them all the same.
  'proto-names': {
    kind: 'schema',
    make: () => buildSchema('type Query { hello: String! proto(proto: Int): proto } type proto { proto: proto }'),
    rewrite: (answer) => answer.replaceAll('"proto"', '"__proto__"'),
  },
  'html-descriptions': { kind: 'schema', make: () => buildSchema(HTML_DESCRIPTIONS) },
  'unknown-type': {
    kind: 'schema',
    make: () => buildSchema('type Query { hello: String! lost: Lost } type Lost { id: ID }'),
    rewrite: (answer) =>
      answer.replace('"kind":"OBJECT","name":"Lost","description"', '"kind":"OBJECT","name":"Found","description"'),
  },
  'no-introspection': { kind: 'no-introspection', make: plain },
  'not-json': fixed(200, 'text/html', '<!doctype html><title>Sign in</title><h1>Sign in to go on</h1>'),
  'half-json': fixed(200, 'application/json', '{"data":{"__schema":{"types":[{"kind":"OBJE'),
  'not-graphql': fixed(200, 'application/json', { message: 'ok' }),
  'null-data': fixed(200, 'application/json', {
    data: null,
    errors: [
      { message: 'The store behind this server is away.', path: ['hello'], extensions: { code: 'UNAVAILABLE' } },
      { message: 'Ask again later.' },
    ],
  }),
  'sse-silent': { kind: 'stream', make: counting, text: '', after: 'stays silent' },
  'sse-cut': {
    kind: 'stream',
    make: counting,
    text: `:\n\n${next(1)}event: next\ndata: {"data":{"cou`,
    after: 'is cut',
  },
  'sse-garbage': {
    kind: 'stream',
    make: counting,
    text: [
      ':\n\n',
      next(1),
      'event: next\ndata: {"da\n\n',
      'nonsense\n\n',
      'event: surprise\ndata: 1\n\n',
      next(2),
      COMPLETE,
    ].join(''),
    after: 'ends',
  },
  'server-error': fixed(500, 'application/json', { errors: [{ message: 'Internal server error' }] }),
};
