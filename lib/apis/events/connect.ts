import 'server-only';
import { appSyncAuth } from '@/lib/apis/appsync-base/ask';
import type { ConnectContext } from '@/lib/apis/kind';
import type { Line } from '@/lib/core/line';
import { parse } from '@/lib/core/parse';
import { EventsConnectInput } from './contract';
import { endpointFor } from './endpoints';
import { EventsLine } from './events-line';

/** Opens a line on which channels are followed, and published to. */
export async function connectEvents(raw: unknown, { aws, signal, sink }: ConnectContext): Promise<Line> {
  const { api, auth, through } = parse(EventsConnectInput, raw);
  const endpoint = await endpointFor(aws, { api, through }, signal);
  // What is said later outlives the signal of opening.
  const line = new EventsLine({ endpoint, auth, may: appSyncAuth(aws, api.id, new AbortController().signal) }, sink);
  await line.open();
  return line;
}
