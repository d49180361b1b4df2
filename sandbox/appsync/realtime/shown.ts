import type { IncomingMessage } from 'node:http';

import { badRequest, unauthorized } from '@/sandbox/appsync/auth/refusal';
import type { GraphqlTarget } from '@/sandbox/appsync/directory';
import { headerPairs } from '@/sandbox/appsync/http';

/** The fields by which a client proves who it is, as headers. */
export type Fields = [name: string, value: string][];

export const PROTOCOL = 'graphql-ws';

/**
 * What a client shows on connecting: a second subprotocol `header-…` (base64url), the query's `header` (base64), or plain
 * headers. Throws the refusal of what is none of these.
 */
export function shownOnConnecting(req: IncomingMessage): Fields {
  const offered = (req.headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim());
  if (!offered.includes(PROTOCOL)) throw badRequest(`The subprotocol ${PROTOCOL} is not offered.`);
  const byProtocol = offered.find((one) => one.startsWith('header-'))?.slice('header-'.length);
  const byQuery = new URL(req.url ?? '/', 'http://localhost').searchParams.get('header') ?? undefined;
  const encoded = byProtocol ?? byQuery;
  const fields = encoded === undefined ? plainFields(req) : decoded(encoded);
  if (!fields.some(([name]) => name.toLowerCase() === 'host')) throw unauthorized('Required headers are missing.');
  return fields;
}

/** Of `extensions.authorization`, whose members are headers. Throws the refusal of what is no object. */
export function fieldsOf(authorization: unknown): Fields {
  if (typeof authorization !== 'object' || authorization === null) throw unauthorized('Required headers are missing.');
  return Object.entries(authorization).filter((field): field is [string, string] => typeof field[1] === 'string');
}

function decoded(encoded: string): Fields {
  try {
    // Node reads both alphabets alike.
    return fieldsOf(JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8')));
  } catch {
    throw unauthorized('The authorization header is not base64 of a JSON object.');
  }
}

/** The line leads to the realtime host, and it is the other one that is named and signed. */
function plainFields(req: IncomingMessage): Fields {
  return headerPairs(req).map(([name, value]) => [name, name.toLowerCase() === 'host' ? graphqlHost(value) : value]);
}

function graphqlHost(host: string): string {
  return host.replace('.appsync-realtime-api.', '.appsync-api.');
}

/** Refuses fields that name another host than that of the API's GraphQL endpoint. `reached` is the host that the line was opened to. */
export function checkHost({ world, region, api }: GraphqlTarget, fields: Fields, reached: string): void {
  const host = fields.find(([name]) => name.toLowerCase() === 'host')?.[1]?.toLowerCase();
  if (host === undefined) throw unauthorized('Required headers are missing.');
  const [, own] = /^([a-z0-9]+)\.appsync-api\./.exec(host) ?? [];
  const isDomain = region.graphql?.domains.get(host.replace(/:\d+$/, ''))?.apiId === api.apiId;
  const isOwn = own === api.hostId || own === api.apiId || isDomain;
  // By path, an API has no host of its own.
  const isShared = host === reached && (host === new URL(world.origin).host || host.startsWith('localhost:'));
  if (!isOwn && !isShared) throw unauthorized(`The host ${host} is not that of this API.`);
}
