import type { ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { type GraphQLSchema, graphql } from 'graphql';
import { apolloHandler, type HttpAnswer } from '@/sandbox/apollo/apollo-handler';
import type { UpstreamCall } from '@/sandbox/data/upstream-call';
import { SPECIMENS, type Specimen } from './specimens';

/** `/_upstream/graphql/{specimen}`: GraphQL servers that a client must be able to bear. */
export async function answerGraphqlLab({ req, res, rest: [name = ''] }: UpstreamCall): Promise<void> {
  const specimen = Object.hasOwn(SPECIMENS, name) ? SPECIMENS[name] : undefined;
  const { method = 'GET', headers } = req;
  const body = await text(req);
  if (specimen?.kind === 'stream' && headers.accept?.includes('text/event-stream')) {
    stream(specimen, res);
    return;
  }
  const answer = specimen
    ? await answerAs(specimen, { method, headers: flat(headers), body })
    : json(404, { error: `There is no ${name}.`, specimens: Object.keys(SPECIMENS) });
  res.writeHead(answer.statusCode, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
  res.end(answer.body);
}

function stream({ text, after }: Specimen & { kind: 'stream' }, res: ServerResponse): void {
  res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  res.flushHeaders();
  if (after === 'ends') res.end(text);
  else if (after === 'is cut') res.write(text, () => res.destroy());
}

interface Asked {
  method: string;
  headers: Record<string, string>;
  body: string;
}

async function answerAs(specimen: Specimen, asked: Asked): Promise<HttpAnswer> {
  if (specimen.kind === 'fixed') {
    const { status, contentType, body } = specimen;
    return { statusCode: status, headers: { 'content-type': contentType }, body };
  }
  const { method, headers, body } = asked;
  if (specimen.kind === 'no-introspection') {
    const http = { method, path: '/graphql' };
    return handlerOf(specimen)({ rawQueryString: '', headers, body, isBase64Encoded: false, requestContext: { http } });
  }
  if (method !== 'POST') return json(405, { errors: [{ message: 'Send operations by POST.' }] });
  return execute(specimen, body);
}

const schemas = new WeakMap<Specimen, GraphQLSchema>();
const handlers = new WeakMap<Specimen, ReturnType<typeof apolloHandler>>();
/** The schemas never change, and telling the largest takes seconds: the last answer of each is kept. */
const answers = new WeakMap<Specimen, { body: string; answer: HttpAnswer }>();

async function execute(specimen: Specimen & { kind: 'schema' | 'stream' }, body: string): Promise<HttpAnswer> {
  const known = answers.get(specimen);
  if (known?.body === body) return known.answer;
  const { query = '', variables, operationName } = readOperation(body);
  const schema = schemas.get(specimen) ?? specimen.make();
  schemas.set(specimen, schema);
  const rootValue = { hello: 'Hello.' };
  const result = await graphql({ schema, source: query, rootValue, variableValues: variables, operationName });
  const answer = json(200, result);
  answer.body = 'rewrite' in specimen && specimen.rewrite ? specimen.rewrite(answer.body) : answer.body;
  answers.set(specimen, { body, answer });
  return answer;
}

interface Operation {
  query?: string;
  variables?: Record<string, unknown>;
  operationName?: string;
}

function readOperation(body: string): Operation {
  try {
    return JSON.parse(body) as Operation;
  } catch {
    return {};
  }
}

function handlerOf(specimen: Specimen & { kind: 'no-introspection' }) {
  const known = handlers.get(specimen) ?? apolloHandler(specimen.make(), { introspection: false });
  handlers.set(specimen, known);
  return known;
}

function json(statusCode: number, body: unknown): HttpAnswer {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function flat(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
