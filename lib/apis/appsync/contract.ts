import { z } from 'zod';
import type { AppSyncAuth, AppSyncKey } from '@/lib/apis/appsync-base/contract';
import { Through } from '@/lib/apis/domains/contract';
import { AuthInput } from '@/lib/auth/contract';
import { ApiRef, type ApiSummary, type Problem, type Target } from '@/lib/core/api';

const Row = z.tuple([z.string(), z.string()]);

/** One operation over HTTP. The request body travels beside it: the JSON that GraphQL over HTTP wants. */
export const AppSyncSendInput = z.object({
  api: ApiRef,
  headers: z.array(Row).max(200),
  auth: AuthInput,
  /** Time limit for the whole exchange in milliseconds. AppSync itself stops after 30 seconds. */
  timeoutMs: z
    .number()
    .int()
    .min(100)
    .max(15 * 60_000)
    .default(30_000),
  /** Another address of the API, in place of its own. */
  through: Through.optional(),
});
export type AppSyncSendInput = z.input<typeof AppSyncSendInput>;

/** One subscription on a line of its own; lines of one API and one identity share a connection (aws.md §5.4). */
export const AppSyncConnectInput = z.object({
  api: ApiRef,
  auth: AuthInput,
  query: z.string().min(1).max(1_000_000),
  variables: z.record(z.string(), z.unknown()).default({}),
  operationName: z.string().max(256).nullable().default(null),
  through: Through.optional(),
});
export type AppSyncConnectInput = z.input<typeof AppSyncConnectInput>;

/** All operations of an API go to one place; which there are is in its schema. */
export const GRAPHQL_TARGET: Target = {
  id: 'graphql',
  key: 'POST /graphql',
  method: 'POST',
  path: '/graphql',
  auth: 'none',
};

export interface AppSyncDataSource {
  name: string;
  type: string;
  description: string | null;
  /** What stands behind it in a few words: a function's name, a table's, an address. */
  label: string;
  lambda: { name: string; arn: string } | null;
}

export interface AppSyncResolver {
  typeName: string;
  fieldName: string;
  kind: 'UNIT' | 'PIPELINE';
  /** The data sources in order: one for a unit, those of its functions for a pipeline. */
  dataSources: string[];
  /** The functions of a pipeline, in order. */
  functions: string[];
  runtime: string | null;
}

/** Everything a person needs to know about one AppSync GraphQL API. */
export interface AppSyncDetail {
  kind: 'appsync';
  api: ApiSummary;
  /** Where operations go and where subscriptions are held, as a person would copy them; null where it could not be worked out. */
  endpoints: { graphql: string | null; realtime: string | null };
  /** `host:port` that connections are pinned to; null against AWS. */
  pinnedTo: string | null;
  apiType: 'GRAPHQL' | 'MERGED';
  visibility: 'GLOBAL' | 'PRIVATE';
  /** The one thing that can be called: `GRAPHQL_TARGET`. */
  routes: Target[];
  auth: AppSyncAuth[];
  keys: AppSyncKey[];
  introspection: boolean;
  /** Null for no limit. */
  queryDepthLimit: number | null;
  resolverCountLimit: number | null;
  log: { level: string; excludesVerbose: boolean } | null;
  xray: boolean;
  domains: { name: string; status: string | null }[];
  dataSources: AppSyncDataSource[];
  resolvers: AppSyncResolver[];
  /** False where the API has so many types that not all were asked for their resolvers. */
  resolversWhole: boolean;
  /** Parts that could not be read. */
  problems: Problem[];
}

/** The schema as AppSync's control plane gives it, whatever introspection says: SDL with the auth directives. */
export interface AppSyncSchema {
  sdl: string;
}
