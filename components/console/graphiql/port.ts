import type { Exchange, Redo } from '@/components/console/exchange/exchange';
import type { Start } from '@/components/console/exchange/registry';
import type { HeldLine } from '@/components/console/line/held-line';
import type { Sender } from '@/components/console/request/problem-of';
import type { Identity } from '@/components/identity/identity';
import type { IdentityPlace } from '@/components/identity/identity-place';
import type { ApiRef } from '@/lib/core/api';
import type { GraphqlAuth, GraphqlMode } from '@/lib/core/graphql-auth';
import type { GraphqlWords } from '@/lib/core/graphql-errors';
import type { Pair } from '@/lib/core/outcome';

/** What a person runs: one operation, and the headers that they wrote themselves. */
export interface GraphqlOperation {
  query: string;
  variables: Record<string, unknown> | null;
  operationName: string | null;
  headers: readonly Pair[];
}

/** One operation as it goes through `send`. */
export interface GraphqlRequest {
  start: Start;
  /** What the kind's contract calls its send input. */
  input: unknown;
  body: Uint8Array<ArrayBuffer> | null;
}

/** One way in among several, and how it stands. */
export interface PortMode {
  id: string;
  mode: GraphqlMode;
  label: string;
}

/** What the console for GraphQL must know of a server: how to reach it, as whom, and where its schema is. */
export interface GraphiqlPort {
  /** Names account, API and endpoint: what is kept in the browser and what was sent goes by it. */
  place: string;
  api: ApiRef;
  /** How a file of it is called, without an ending. */
  name: string;
  who: Sender & { place: IdentityPlace };
  request(operation: GraphqlOperation, identity: Identity): GraphqlRequest;
  /** Holds a subscription open. Null where this server takes none. */
  subscribe: ((operation: GraphqlOperation, identity: Identity) => HeldLine) | null;
  /** The schema as the control plane tells it, for servers that refuse introspection. */
  controlPlaneSchema: ((signal: AbortSignal) => Promise<string>) | null;
  /** The ways in, where there are several to choose from. */
  modes: { all: readonly PortMode[]; chosen: string; onChoose: (id: string) => void } | null;
  /** How fields without a directive are let in. Null where directives mean nothing. */
  auth: GraphqlAuth | null;
  /** What the port can say to an error beyond what it says itself: which resolver and data source stand behind a field. */
  behind(type: string, field: string): string | null;
  /** The operation of an exchange of this place; null where it was none. */
  operationOf(then: Redo | Exchange): Pick<GraphqlOperation, 'query' | 'variables'> | null;
}

export type { GraphqlWords };
