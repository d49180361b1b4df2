import { badRequest, unauthorized } from '@/sandbox/appsync/auth/refusal';
import { lineServer, openLine } from '@/sandbox/appsync/open-line';
import type { Sandbox } from '@/sandbox/sandbox';
import type { Upgrading } from '@/sandbox/upgrading';
import { askedEvents } from './asked';
import { authorizationFields } from './authorization-fields';
import { EventsLine } from './line';

const PROTOCOL = 'aws-appsync-event-ws';
/** Of one message, as AppSync limits what clients send; five events may come in one. */
const LARGEST_MESSAGE = 1280 * 1024;

const server = lineServer(PROTOCOL, LARGEST_MESSAGE);
const endpoint = { service: 'appsync-events', operation: 'EventConnect' } as const;

/** `/event/realtime`: who connects is shown in a second subprotocol; false where the request is for none. */
export async function upgradeEvents(sandbox: Sandbox, upgrading: Upgrading): Promise<boolean> {
  const { headers } = upgrading.req;
  const asked = askedEvents(sandbox.world, upgrading.req);
  if (!asked?.realtime) return false;
  const admit = () => {
    const authorization = shownBy(headers['sec-websocket-protocol'] ?? '');
    return (line: ConstructorParameters<typeof EventsLine>[0]) =>
      new EventsLine(line, { ...asked, host: headers.host ?? '' }).open(authorization);
  };
  await openLine(sandbox, upgrading, { server, endpoint, admit });
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
