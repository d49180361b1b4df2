import { WebSocketServer } from 'ws';
import { checkReachable, recorded } from '@/sandbox/appsync/answer';
import { askedGraphql } from '@/sandbox/appsync/asked';
import { type AppSyncRefusal, refusalOf } from '@/sandbox/appsync/auth/refusal';
import { withRealtimeFault } from '@/sandbox/realtime-fault';
import { recordControl } from '@/sandbox/requests';
import type { Sandbox } from '@/sandbox/sandbox';
import { refuseUpgrade, type Upgrading } from '@/sandbox/upgrading';
import { GraphqlLine } from './line';
import { LARGEST_MESSAGE } from './settings';
import { PROTOCOL, shownOnConnecting } from './shown';

const server = new WebSocketServer({
  noServer: true,
  maxPayload: LARGEST_MESSAGE,
  handleProtocols: () => PROTOCOL,
});

/** The realtime endpoint of a GraphQL API: opens a line. Whether what the client shows is enough is said on the line. */
export async function upgradeGraphql({ world, faults }: Sandbox, { req, socket, head }: Upgrading): Promise<boolean> {
  const asked = askedGraphql(world, req);
  if (!asked?.realtime) return false;
  const record = recorded(req, 'Connect');
  record.path = record.path.replace(/([?&]header=)[^&]*/, '$1***');
  record.headers = record.headers.map(([name, value]) => [name, value.replace(/header-[^,\s]+/, 'header-***')]);
  recordControl(world, record);
  if (faults.drops()) {
    socket.destroy();
    return true;
  }
  await faults.wait();
  try {
    checkReachable(asked.target);
    const shown = shownOnConnecting(req);
    const host = (req.headers.host ?? '').toLowerCase();
    const sourceIp = req.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1';
    record.status = 101;
    server.handleUpgrade(req, socket, head, (line) => {
      withRealtimeFault(line, faults);
      new GraphqlLine(line, { target: asked.target, path: asked.path, host, sourceIp }).open(shown);
    });
  } catch (error) {
    const refusal = refusalOf(error);
    record.status = refusal.status;
    refuseUpgrade(socket, asHttp(refusal));
  }
  return true;
}

function asHttp({ status, errorType, errors }: AppSyncRefusal) {
  const headers = { 'content-type': 'application/json;charset=UTF-8', 'x-amzn-errortype': errorType };
  return { status, headers, body: JSON.stringify({ errors }) };
}
