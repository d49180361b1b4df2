import type { LambdaFunction } from '@/sandbox/lambda/model';
import { InvocationLog } from '@/sandbox/logs/lambda-log';
import type { ApiCall, Identity } from './api-call';
import { eventV2 } from './event';
import { functionOf } from './function-of';
import type { Proxied } from './http-proxy';
import { packagedFunction } from './packaged';

/**
 * An answer that a function gives bit by bit, where the request asks for one. API Gateway's HTTP APIs buffer a function's
 * answer and would cut such a one off after 30 seconds; the sandbox lets it through, because the emulators that Signalbox
 * is also used with do, and load balancers, Lambda function URLs and other gateways in front of the same functions too.
 */
export async function streamThrough(call: ApiCall, identity: Identity): Promise<Proxied | undefined> {
  const fn = functionBehind(call);
  const packaged = fn && (await packagedFunction(fn));
  const streamed = await packaged?.stream?.(eventV2(call, identity));
  if (!fn || !streamed) return;
  call.record.integrationReached = true;
  const log = new InvocationLog(fn, call.target.region);
  Object.assign(call.trace.integration, { requestId: log.requestId, serviceStatus: 200 });
  streamed.body.once('close', () => log.end({ status: 'success' }));
  return { ...streamed, statusText: '' };
}

/** The function that the route's integration calls in payload format 2.0, the only one that packaged functions read. */
export function functionBehind({ route, target }: Pick<ApiCall, 'route' | 'target'>): LambdaFunction | undefined {
  const id = route.target?.replace(/^integrations\//, '');
  const integration = target.api.integrations.find((one) => one.integrationId === id);
  return integration?.payloadFormatVersion === '2.0'
    ? functionOf(target.region, integration.integrationUri)
    : undefined;
}
