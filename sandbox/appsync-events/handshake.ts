import { WebSocketServer } from 'ws';
import { type AppSyncRefusal, badRequest, refusalOf, unauthorized } from '@/sandbox/appsync/auth/refusal';
import { withRealtimeFault } from '@/sandbox/realtime-fault';
import { recordControl } from '@/sandbox/requests';
import type { Sandbox } from '@/sandbox/sandbox';
import { refuseUpgrade, type Upgrading } from '@/sandbox/upgrading';
import { recorded } from './answer';
import { askedEvents } from './asked';
import { authorizationFields } from './authorization-fields';
import { EventsLine } from './line';

const PROTOCOL = 'aws-appsync-event-ws';
/** Of one message, as AppSync limits what clients send; five events may come in one. */
const LARGEST_MESSAGE = 1280 * 1024;

const server = new WebSocketServer({
  noServer: true,
  maxPayload: LARGEST_MESSAGE,
  handleProtocols: () => PROTOCOL,
});

/** `/event/realtime`: opens a line. Who connects is shown in a second subprotocol; whether that is enough is said on the line. */
export async function upgradeEvents({ world, faults }: Sandbox, { req, socket, head }: Upgrading): Promise<boolean> {
  const asked = askedEvents(world, req);
  if (!asked?.realtime) return false;
  const record = recorded(req, 'EventConnect');
  record.headers = record.headers.map(([name, value]) => [name, withoutAuthorization(name, value)]);
  recordControl(world, record);
  if (faults.drops()) {
    socket.destroy();
    return true;
  }
  await faults.wait();
  try {
    const authorization = shownBy(req.headers['sec-websocket-protocol'] ?? '');
    record.status = 101;
    server.handleUpgrade(req, socket, head, (line) => {
      withRealtimeFault(line, faults);
      new EventsLine(line, { ...asked, host: req.headers.host ?? '' }).open(authorization);
    });
  } catch (error) {
    const refusal = refusalOf(error);
    record.status = refusal.status;
    refuseUpgrade(socket, asHttp(refusal));
  }
  return true;
}

/** The fields of the subprotocol `header-…`, which is unpadded base64url of a JSON object. */
function shownBy(protocols: string): [string, string][] {
  const offered = protocols.split(',').map((one) => one.trim());
  if (!offered.includes(PROTOCOL)) throw badRequest(`The subprotocol ${PROTOCOL} is not offered.`);
  const encoded = offered.find((one) => one.startsWith('header-'))?.slice('header-'.length);
  if (!encoded) throw unauthorized('Required headers are missing.');
  const fields = fieldsOf(Buffer.from(encoded, 'base64url').toString('utf8'));
  if (!fields.some(([name]) => name.toLowerCase() === 'host')) throw unauthorized('Required headers are missing.');
  return fields;
}

function fieldsOf(text: string): [string, string][] {
  try {
    return authorizationFields(JSON.parse(text));
  } catch {
    throw badRequest('The authorization header is not base64url of a JSON object.');
  }
}

function withoutAuthorization(name: string, value: string): string {
  return name.toLowerCase() === 'sec-websocket-protocol' ? value.replace(/header-[^,\s]+/, 'header-***') : value;
}

function asHttp({ status, errorType, errors }: AppSyncRefusal) {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': errorType };
  return { status, headers, body: JSON.stringify({ errors }) };
}
