import 'server-only';
import type { AskedBy } from '@/lib/auth/sign-in/contract';
import type { AwsClients } from '@/lib/aws/clients';
import type { ApiRef, ApiSummary, Problem, Target } from '@/lib/core/api';
import type { Line, LineSink } from '@/lib/core/line';
import type { ExchangeEvent } from '@/lib/core/outcome';
import type { ConfiguredLog } from '@/lib/logs/contract';
import type { ApiDetail } from './contract';
import type { ContractInput } from './gateway/contract';
import type { AuthorizerTest } from './rest/contract';

/** Where an exchange puts what happens. `bytes` returns false when the receiver is full; then wait for `drained`. */
export interface ExchangeSink {
  event(event: ExchangeEvent): void;
  bytes(chunk: Uint8Array): boolean;
  drained(): Promise<void>;
}

export interface SendContext {
  aws: AwsClients;
  /** The request body, whole; null for none. */
  body: Uint8Array | null;
  signal: AbortSignal;
  sink: ExchangeSink;
}

export interface ConnectContext {
  aws: AwsClients;
  /** Aborts while the line is being opened. */
  signal: AbortSignal;
  sink: LineSink;
}

/** The logs of an API as they are configured, and what could not be read of that. */
export interface ConfiguredLogs {
  logs: ConfiguredLog[];
  problems: Problem[];
}

/** What every kind of API gives. To add a kind: a folder beside `http`, and one line in `registry.ts`. */
export interface ApiKind {
  /** As AWS calls it: "HTTP API". */
  label: string;
  /** The plural, for sentences about what could not be read: "HTTP APIs". */
  plural: string;
  /** All APIs of this kind, page by page, owner from tags only. Throws AppError. */
  discover(aws: AwsClients, signal: AbortSignal): AsyncIterable<ApiSummary[]>;
  /** The targets alone, for search: as few calls as the service allows. */
  targets(aws: AwsClients, id: string, signal: AbortSignal): Promise<Target[]>;
  describe(aws: AwsClients, api: ApiRef, signal: AbortSignal): Promise<ApiDetail>;
  /** What one of the API's authorizers asks for. Null where it is gone. */
  authorizer(
    aws: AwsClients,
    asked: { apiId: string; authorizerId: string },
    signal: AbortSignal,
  ): Promise<AskedBy | null>;
  /** Parses `input`, sends, and puts everything that the API does into the sink. Throws AppError only for our own failures before the first event. */
  send(input: unknown, context: SendContext): Promise<void>;
  /** The GraphQL schema as SDL, as the control plane tells it. Absent where a kind has none. */
  schema?(aws: AwsClients, api: ApiRef, signal: AbortSignal): Promise<{ sdl: string }>;
  /** Where its logs are, from its settings alone. Absent where a kind has none. */
  logs?(aws: AwsClients, api: ApiRef, signal: AbortSignal): Promise<ConfiguredLogs>;
  /** What a stage has deployed, as AWS exports it: OpenAPI as text. Absent where AWS exports none. */
  contract?(aws: AwsClients, asked: ContractInput, signal: AbortSignal): Promise<string>;
  /** Parses `input` and opens a line that stays open; what becomes of it goes into the sink. Absent where the kind has none. */
  connect?(input: unknown, context: ConnectContext): Promise<Line>;
  /** Parses `input` and answers with an address that carries its own signature. Absent where the kind has none. */
  presign?(aws: AwsClients, input: unknown, signal: AbortSignal): Promise<string>;
  /** Parses `input` and asks one of the API's authorizers what it says. Absent where AWS offers no such test. */
  testAuthorizer?(aws: AwsClients, input: unknown, signal: AbortSignal): Promise<AuthorizerTest>;
}
