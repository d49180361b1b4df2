import 'server-only';
import { post } from '@/lib/apis/appsync-base/post';
import type { SendContext } from '@/lib/apis/kind';
import { parse } from '@/lib/core/parse';
import { EventsSendInput } from './contract';
import { endpointFor } from './endpoints';

/** Publishes to a channel over HTTP. */
export async function publishEvents(raw: unknown, context: SendContext): Promise<void> {
  const { api, auth, timeoutMs, through, channel, events } = parse(EventsSendInput, raw);
  const endpoint = await endpointFor(context.aws, { api, through }, context.signal);
  const body = Buffer.from(JSON.stringify({ channel, events }));
  await post(endpoint, { api, auth, timeoutMs, headers: [], body }, context);
}
