/** One operation as GraphQL over HTTP, over SSE and over a WebSocket put it. */
export interface Operation {
  query: string;
  variables: Record<string, unknown>;
  operationName: string | null;
}

/** The JSON members of an operation: a name that there is none of is left out. */
export function membersOf({ query, variables, operationName }: Operation): Record<string, unknown> {
  return { query, variables, ...(operationName === null ? {} : { operationName }) };
}
