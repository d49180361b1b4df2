import 'server-only';
import type { ApiKind } from '@/lib/apis/kind';
import { readAuthorizer } from './auth';
import { connectAppSync } from './connect';
import { GRAPHQL_TARGET } from './contract';
import { describeAppSync } from './describe';
import { discoverAppSync } from './discover';
import { appSyncLogs } from './logs';
import { readSchema } from './schema';
import { sendAppSync } from './send';

/** GraphQL APIs of AppSync. */
export const appSyncKind: ApiKind = {
  label: 'AppSync API',
  plural: 'AppSync APIs',
  discover: discoverAppSync,
  targets: async () => [GRAPHQL_TARGET],
  describe: describeAppSync,
  authorizer: readAuthorizer,
  logs: appSyncLogs,
  schema: readSchema,
  send: sendAppSync,
  connect: connectAppSync,
};
