import 'server-only';
import { sendThroughGateway } from '@/lib/apis/gateway/send';
import type { SendContext } from '@/lib/apis/kind';
import { summaryOf } from './discover';

/** One exchange with an HTTP API: a new request, or the redirect of an earlier one. */
export function sendHttp(raw: unknown, context: SendContext): Promise<void> {
  return sendThroughGateway(raw, context, summaryOf);
}
