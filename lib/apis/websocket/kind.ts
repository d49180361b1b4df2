import 'server-only';
import { readAuthorizer } from '@/lib/apis/gateway/read-authorizer';
import type { ApiKind } from '@/lib/apis/kind';
import { connectWebSocket, presignAddress } from './connect';
import { describeWebSocket } from './describe';
import { discoverWebSocket } from './discover';
import { webSocketLogs } from './logs';
import { readTargets } from './routes';
import { sendToConnection } from './send';

/** WebSocket APIs: API Gateway v2 with the protocol type WEBSOCKET. */
export const webSocketKind: ApiKind = {
  label: 'WebSocket API',
  plural: 'WebSocket APIs',
  discover: discoverWebSocket,
  targets: readTargets,
  describe: describeWebSocket,
  authorizer: readAuthorizer,
  logs: webSocketLogs,
  send: sendToConnection,
  connect: connectWebSocket,
  presign: presignAddress,
};
