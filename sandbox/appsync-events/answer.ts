import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Presented } from '@/sandbox/appsync/auth/authorize';
import { badRequest } from '@/sandbox/appsync/auth/refusal';
import { exchange, headerPairs } from '@/sandbox/appsync/http';
import type { Sandbox } from '@/sandbox/sandbox';
import type { AskedEvents } from './asked';
import { type EventsTarget, guard } from './guard';
import { type Published, publicationOf, publish } from './publish';

const ENDPOINT = {
  service: 'appsync-events',
  operation: 'EventPublish',
  // Five events of the largest size, escaped, with room to spare.
  largestBody: 4 * 1024 * 1024,
} as const;

/** `POST /event`: publishes up to five events to a channel. Browsers may, whatever page they show. */
export function answerEvents(
  sandbox: Sandbox,
  { target, path }: AskedEvents,
  { req, res }: { req: IncomingMessage; res: ServerResponse },
): Promise<void> {
  return exchange(sandbox, ENDPOINT, { req, res }, (body) =>
    published(target, { headers: headerPairs(req), path, body }),
  );
}

/** Checked before it is asked who publishes, as AppSync must read the channel to know who may. */
async function published(target: EventsTarget, presented: Presented): Promise<Published> {
  const { channel, events } = readPublication(presented.body);
  const publication = publicationOf(target.api, channel, events);
  const { namespace } = publication;
  const allowed = namespace.publishAuthModes ?? target.api.defaultPublishAuthModes;
  const doing = {
    operation: 'EVENT_PUBLISH',
    allowed,
    namespace: namespace.name,
    channel: publication.channel,
  } as const;
  return publish(target.api, publication, await guard(target, presented, doing));
}

function readPublication(body: string): { channel?: unknown; events?: unknown } {
  try {
    const read: unknown = JSON.parse(body);
    if (typeof read === 'object' && read !== null) return read;
  } catch {}
  throw badRequest('The request body is not a JSON object.');
}
