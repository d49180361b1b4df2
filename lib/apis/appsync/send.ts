import 'server-only';
import { post } from '@/lib/apis/appsync-base/post';
import type { SendContext } from '@/lib/apis/kind';
import { parse } from '@/lib/core/parse';
import { AppSyncSendInput } from './contract';
import { endpointFor } from './endpoints';

/** One operation over HTTP. */
export async function sendAppSync(raw: unknown, context: SendContext): Promise<void> {
  const { through, ...input } = parse(AppSyncSendInput, raw);
  const endpoint = await endpointFor(context.aws, { api: input.api, through }, context.signal);
  await post(endpoint, { ...input, body: context.body }, context);
}
