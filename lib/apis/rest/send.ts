import 'server-only';
import { sendThroughGateway } from '@/lib/apis/gateway/send';
import type { SendContext } from '@/lib/apis/kind';
import { summaryOf } from './discover';
import { sendTest } from './test-method';

/** One exchange with a REST API: a request to a stage, the redirect of an earlier one, or a test of a method. */
export async function sendRest(raw: unknown, context: SendContext): Promise<void> {
  const tests = typeof raw === 'object' && raw !== null && 'test' in raw;
  if (tests) return sendTest(raw, context);
  return sendThroughGateway(raw, context, summaryOf);
}
