import 'server-only';
import { exportHttp } from '@/lib/apis/gateway/export';
import { readAuthorizer } from '@/lib/apis/gateway/read-authorizer';
import type { ApiKind } from '@/lib/apis/kind';
import { connectHttp } from './connect';
import { describeHttp } from './describe';
import { discoverHttp } from './discover';
import { httpLogs } from './logs';
import { readTargets } from './routes';
import { sendHttp } from './send';

/** HTTP APIs: API Gateway v2 with the protocol type HTTP. */
export const httpKind: ApiKind = {
  label: 'HTTP API',
  plural: 'HTTP APIs',
  discover: discoverHttp,
  targets: readTargets,
  describe: describeHttp,
  authorizer: readAuthorizer,
  contract: (aws, { api, ...asked }, signal) => exportHttp(aws, { ...asked, apiId: api.id }, signal),
  logs: httpLogs,
  send: sendHttp,
  connect: connectHttp,
};
