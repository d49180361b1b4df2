import 'server-only';
import { exportRest } from '@/lib/apis/gateway/export';
import type { ApiKind } from '@/lib/apis/kind';
import { readRestAuthorizer } from './authorizers';
import { describeRest } from './describe';
import { discoverRest } from './discover';
import { restLogs } from './logs';
import { readTargets } from './routes';
import { sendRest } from './send';
import { testAuthorizer } from './test-authorizer';

/** REST APIs: API Gateway v1. */
export const restKind: ApiKind = {
  label: 'REST API',
  plural: 'REST APIs',
  discover: discoverRest,
  targets: readTargets,
  describe: describeRest,
  authorizer: readRestAuthorizer,
  send: sendRest,
  logs: restLogs,
  contract: (aws, { api, ...asked }, signal) => exportRest(aws, { ...asked, apiId: api.id }, signal),
  testAuthorizer,
};
