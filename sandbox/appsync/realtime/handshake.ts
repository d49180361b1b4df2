import { checkReachable } from '@/sandbox/appsync/answer';
import { askedGraphql } from '@/sandbox/appsync/asked';
import { lineServer, openLine } from '@/sandbox/appsync/open-line';
import type { Sandbox } from '@/sandbox/sandbox';
import type { Upgrading } from '@/sandbox/upgrading';
import { GraphqlLine } from './line';
import { LARGEST_MESSAGE } from './settings';
import { PROTOCOL, shownOnConnecting } from './shown';

const server = lineServer(PROTOCOL, LARGEST_MESSAGE);
const endpoint = { service: 'appsync-graphql', operation: 'Connect' } as const;

/** The realtime endpoint of a GraphQL API; false where the request is for none. */
export async function upgradeGraphql(sandbox: Sandbox, upgrading: Upgrading): Promise<boolean> {
  const { req } = upgrading;
  const asked = askedGraphql(sandbox.world, req);
  if (!asked?.realtime) return false;
  const admit = () => {
    const { target, path } = asked;
    checkReachable(target);
    const shown = shownOnConnecting(req);
    const host = (req.headers.host ?? '').toLowerCase();
    const sourceIp = req.socket.remoteAddress?.replace(/^::ffff:/, '') ?? '127.0.0.1';
    return (line: ConstructorParameters<typeof GraphqlLine>[0]) =>
      new GraphqlLine(line, { target, path, host, sourceIp }).open(shown);
  };
  await openLine(sandbox, upgrading, { server, endpoint, admit });
  return true;
}
