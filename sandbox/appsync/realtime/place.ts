import type { GraphqlTarget } from '@/sandbox/appsync/directory';

/** Where a realtime connection was opened, and from where. */
export interface Place {
  target: GraphqlTarget;
  /** The path of the API's GraphQL endpoint, which signatures name. */
  path: string;
  /** Under which the line was reached. */
  host: string;
  sourceIp: string;
}
