import 'server-only';
import type { ApiKind } from '@/lib/apis/kind';
import { connectEvents } from './connect';
import { describeEvents, readAuthorizer, readTargets } from './describe';
import { discoverEvents } from './discover';
import { eventsLogs } from './logs';
import { publishEvents } from './send';

/** Event APIs of AppSync: channels to publish to and to follow. */
export const eventsKind: ApiKind = {
  label: 'AppSync Events API',
  plural: 'AppSync Events APIs',
  discover: discoverEvents,
  targets: readTargets,
  describe: describeEvents,
  authorizer: readAuthorizer,
  logs: eventsLogs,
  send: publishEvents,
  connect: connectEvents,
};
