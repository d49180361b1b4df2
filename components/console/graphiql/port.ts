import type { ReactNode } from 'react';
import type { Deed, Why } from '@/components/console/diagnosis/why';
import type { Exchange } from '@/components/console/exchange/exchange';
import type { Start } from '@/components/console/exchange/registry';
import type { HeldLine } from '@/components/console/line/held-line';
import type { Identity } from '@/components/identity/identity';
import type { IdentityPlace } from '@/components/identity/identity-place';
import type { ApiRef } from '@/lib/core/api';
import type { GraphqlAuth, GraphqlMode } from '@/lib/core/graphql-auth';
import type { ErrorContext } from '@/lib/core/graphql-errors';
import type { Pair } from '@/lib/core/outcome';
import type { Action, Cause } from '@/lib/diagnosis/cause';
import type { Failed } from '@/lib/diagnosis/exchange';
import type { Seeker } from '@/lib/diagnosis/findings';

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

/** The ways in to a server that has several, and which is taken. */
export interface PortModes {
  all: readonly { id: string; mode: GraphqlMode; label: string }[];
  chosen: string;
  onChoose: (id: string) => void;
  /** How fields without a directive are let in. */
  auth: GraphqlAuth;
}

/** The ways in which subscriptions of a server are held, where there are several. */
export interface PortWays {
  all: readonly { id: string; label: string }[];
  chosen: string;
  onChoose: (id: string) => void;
  /** What may work where another way does not. */
  instead: string;
}

/** What is known of an API, so that a line to it that was refused can be explained. */
export interface WhyLine {
  /** The rules of the kind, under the mode in which the line was opened. */
  rules: (mode: string | null, context: ErrorContext) => (failed: Failed, seeker: Seeker) => Cause[];
  deed: (action: Action) => Deed | null;
}

/** What the console for GraphQL must know of a server: how to reach it, as whom, and where its schema is. */
export interface GraphiqlPort {
  /** Names account, API and endpoint: what is kept in the browser and what was sent goes by it. */
  place: string;
  api: ApiRef;
  /** The key of the route that operations take. */
  routeKey: string;
  /** How a file of it is called, without an ending. */
  name: string;
  who: { place: IdentityPlace; chosen: Identity };
  request(operation: GraphqlOperation, identity: Identity): GraphqlRequest;
  /** Holds a subscription open. Null where this server takes none. */
  subscribe: ((operation: GraphqlOperation, identity: Identity) => HeldLine) | null;
  /** Null where there is one way to hold them. */
  ways: PortWays | null;
  /** What the server does to subscriptions without saying so, a sentence each. */
  limits: readonly string[];
  /** The schema as the control plane tells it, with the auth directives. Null where there is none. */
  controlPlaneSchema: ((signal: AbortSignal) => Promise<string>) | null;
  modes: PortModes | null;
  /** Which resolver and data source stand behind a field, in words. Null where that is not known. */
  behind(type: string, field: string): string | null;
  /** Why operations are turned away before they run. */
  why: Why;
  /** Why a subscription was not taken. Null where no more is known than what the server says itself. */
  whyRefused: WhyLine | null;
  /** What an exchange of this place asked for; null where that was no operation. */
  operationOf(exchange: Pick<Exchange, 'draft'>): Pick<GraphqlOperation, 'query' | 'variables'> | null;
  /** What the server asks of its callers, and the fields that must be filled in for it. */
  authPane: ReactNode;
}
