import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  parse,
} from 'graphql';
import { AppSyncRefusal, badRequest } from '@/sandbox/appsync/auth/refusal';
import type { GraphqlApi } from '@/sandbox/appsync/model';
import { depthOf } from './depth';
import type { ShownError } from './errors';
import { complaintsAbout, introspectionComplaints } from './validation';

/** What a caller sent. */
export interface GraphqlRequest {
  query: string;
  variables: Record<string, unknown>;
  operationName: string | null;
}

/** An operation that fits the schema. */
export interface Operation {
  document: DocumentNode;
  node: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

const malformed = (message: string) => new AppSyncRefusal(400, 'MalformedHttpRequestException', message);

/** Reads `{"query", "variables", "operationName"}`. Throws the refusal of what is something else. */
export function readRequest(body: string): GraphqlRequest {
  const read = jsonOf(body);
  if (typeof read !== 'object' || read === null || Array.isArray(read)) {
    throw malformed('Request body is not a JSON object.');
  }
  const { query, variables, operationName } = read as Record<string, unknown>;
  if (typeof query !== 'string' || query.trim() === '') throw malformed('Query is null or empty.');
  if (variables !== undefined && variables !== null && (typeof variables !== 'object' || Array.isArray(variables))) {
    throw malformed('Variables must be a JSON object.');
  }
  return {
    query,
    variables: (variables as Record<string, unknown> | null | undefined) ?? {},
    operationName: typeof operationName === 'string' && operationName !== '' ? operationName : null,
  };
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw malformed('Unable to parse GraphQL query.');
  }
}

/** The operation that a request means, or in what it does not fit. Throws the refusal of what is no GraphQL. */
export function operationOf(
  api: GraphqlApi,
  schema: GraphQLSchema,
  { query, operationName }: GraphqlRequest,
): Operation | { complaints: ShownError[] } {
  const document = parsed(query);
  const complaints = complaintsAbout(schema, document);
  if (!api.introspection) complaints.push(...introspectionComplaints(document));
  if (complaints.length > 0) return { complaints };
  const node = getOperationAST(document, operationName);
  if (!node && operationName !== null) throw badRequest(`Unknown operation named '${operationName}'.`);
  if (!node) throw badRequest('Must provide operation name if query contains multiple operations.');
  const fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  );
  const depth = depthOf(node, fragments);
  const { queryDepthLimit: limit } = api;
  if (limit > 0 && depth > limit) {
    const message = `maximum query depth exceeded ${depth} > ${limit}`;
    return { complaints: [{ path: null, locations: null, errorType: 'ExecutionAborted', message }] };
  }
  return { document, node, fragments };
}

function parsed(query: string): DocumentNode {
  try {
    return parse(query);
  } catch {
    throw malformed('Unable to parse GraphQL query.');
  }
}
