import type { LambdaFunction } from '@/sandbox/lambda/model';
import { mayInvoke, NOT_PERMITTED, sourceArn } from '@/sandbox/lambda/policy';
import type { Integration } from '@/sandbox/model';
import type { ApiCall, Identity } from './api-call';
import { eventV1, eventV2 } from './event';
import { functionOf } from './function-of';
import { callUpstream, type Proxied } from './http-proxy';
import { invoke } from './lambda';
import { print } from './print';
import { serverError, unavailable } from './refusal';
import { type Reply, replyV1, replyV2 } from './reply';
import { serviceParameters } from './service-parameters';
import { streamThrough } from './stream-through';

export type Integrated = { kind: 'whole'; reply: Reply } | { kind: 'stream'; proxied: Proxied };

/** Calls what stands behind the route, and notes how long that took. */
export async function integrate(call: ApiCall, identity: Identity): Promise<Integrated> {
  const { record, trace } = call;
  const begun = Date.now();
  try {
    const integrated = await reach(call, identity);
    trace.integration.status = integrated.kind === 'whole' ? integrated.reply.status : integrated.proxied.status;
    return integrated;
  } finally {
    if (record.integrationReached) trace.integration.latencyMs = Date.now() - begun;
  }
}

async function reach(call: ApiCall, identity: Identity): Promise<Integrated> {
  const id = call.route.target?.replace(/^integrations\//, '');
  const integration = call.target.api.integrations.find((candidate) => candidate.integrationId === id);
  if (!integration) throw serverError(`the route's integration ${id} does not exist`);
  if (integration.integrationType === 'HTTP_PROXY' && integration.connectionType !== 'VPC_LINK') {
    call.record.integrationReached = true;
    return { kind: 'stream', proxied: await callUpstream(call, integration) };
  }
  const proxied = await streamThrough(call, identity);
  if (proxied) return { kind: 'stream', proxied };
  const whole = integration.integrationType === 'AWS_PROXY' && !integration.integrationSubtype;
  return { kind: 'whole', reply: whole ? await callFunction(call, identity, integration) : stoodIn(call, integration) };
}

async function callFunction(call: ApiCall, identity: Identity, integration: Integration): Promise<Reply> {
  const { region } = call.target;
  const fn = functionOf(region, integration.integrationUri);
  if (!fn) throw serverError(`no function ${integration.integrationUri} in this account and Region`);
  checkInvocation(call, integration, fn);
  const v2 = integration.payloadFormatVersion === '2.0';
  call.record.integrationReached = true;
  const event = v2 ? eventV2(call, identity) : eventV1(call, identity);
  const answer = await within(
    integration.timeoutInMillis ?? 30_000,
    invoke({ fn, region, event, print: print(call), signal: call.signal }),
  );
  Object.assign(call.trace.integration, { requestId: answer.requestId, serviceStatus: 200 });
  if (!answer.ok) {
    call.trace.integration.error = `The Lambda function returned the following error: ${answer.errorMessage}. Check your Lambda function code and try again.`;
    throw serverError(`${answer.errorType}: ${answer.errorMessage}`);
  }
  return v2 ? replyV2(answer.json) : replyV1(answer.json);
}

/** Whether API Gateway may invoke the function now; the caller hears nothing of why not. */
function checkInvocation(call: ApiCall, { credentialsArn }: Integration, fn: LambdaFunction): void {
  const [method, path] = call.route.routeKey.split(' ');
  const place = path === undefined ? '$default' : `${method === 'ANY' ? call.method : method}${path}`;
  const source = sourceArn(call.target, `${call.stagePath.stage.stageName}/${place}`);
  const { integration } = call.trace;
  if (credentialsArn === undefined && !mayInvoke(fn, source)) {
    integration.error = NOT_PERMITTED;
    throw serverError(`${fn.name} lets in nobody for ${source}`);
  }
  if (fn.reservedConcurrency === 0) {
    integration.error = 'Rate Exceeded.';
    throw serverError(`${fn.name} is throttled`);
  }
}

/** Services and private links that the sandbox does not have: it says what would have been called. */
function stoodIn(call: ApiCall, integration: Integration): Reply {
  checkLink(call, integration);
  const parameters = serviceParameters(call, integration);
  const what =
    integration.integrationSubtype ?? `${integration.integrationType} ${integration.integrationUri ?? ''}`.trim();
  call.record.integrationReached = true;
  const note = `The sandbox does not run ${what}; this answer stands in for it.`;
  const body = JSON.stringify({ note, integration: what, parameters });
  return { status: 200, headers: [['content-type', 'application/json']], body: Buffer.from(body) };
}

/** Through a VPC link that was deleted nothing is reached. */
function checkLink({ target }: ApiCall, { connectionType, connectionId }: Integration): void {
  if (connectionType !== 'VPC_LINK' || connectionId === undefined) return;
  const links = target.region.stacks.flatMap(({ resources }) =>
    resources.filter(({ type }) => type === 'AWS::ApiGatewayV2::VpcLink'),
  );
  if (!links.some(({ physicalId }) => physicalId === connectionId)) throw unavailable(`no VPC link ${connectionId}`);
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable(`no answer within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
