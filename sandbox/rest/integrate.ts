import type { Readable } from 'node:stream';
import { HOP_BY_HOP } from '@/sandbox/data/event';
import { functionOf } from '@/sandbox/data/function-of';
import { reachUpstream } from '@/sandbox/data/http-proxy';
import { type Invoked, invoke } from '@/sandbox/data/lambda';
import { GatewayRefusal } from '@/sandbox/data/refusal';
import { replyV1 } from '@/sandbox/data/reply';
import type { LambdaFunction } from '@/sandbox/lambda/model';
import { mayInvoke, NOT_PERMITTED, sourceArn } from '@/sandbox/lambda/policy';
import { headerPairs, type RestCall } from './call';
import { proxyEvent } from './event';
import { cut, mapText } from './execution-log';
import { valueIn, withVariables } from './expressions';
import { mapResponse } from './map-response';
import { isBinaryType } from './media';
import type { RestIntegration } from './model';
import { malformedReply, misconfigured, type RestRefusal, tooLate, unreachable } from './refusal';
import { requestBody } from './request-template';

/** What the caller gets: a body that is whole, or one that is still arriving. */
export interface Answer {
  status: number;
  headers: [name: string, value: string][];
  body: Buffer | Readable;
}

/** Calls what stands behind the method, and notes how long that took. */
export async function integrate(call: RestCall): Promise<Answer> {
  const { integration } = call.restMethod;
  if (!integration) throw misconfigured('the method has no integration');
  const begun = Date.now();
  try {
    const answer = await reach(call, integration);
    call.trace.integration.status = answer.status;
    return answer;
  } finally {
    call.trace.integration.latencyMs = Date.now() - begun;
  }
}

async function reach(call: RestCall, integration: RestIntegration): Promise<Answer> {
  if (integration.type === 'MOCK') return mocked(call, integration);
  const fn = functionOf(call.target.region, withVariables(integration.uri ?? '', call.variables));
  if (fn) return integration.type === 'AWS' ? byTemplate(call, integration, fn) : byProxy(call, integration, fn);
  if (integration.uri?.includes(':lambda:'))
    throw misconfigured(`no function ${integration.uri} in this account and Region`);
  const overHttp = integration.type.startsWith('HTTP') && integration.connectionType !== 'VPC_LINK';
  return overHttp ? upstream(call, integration) : stoodIn(call, integration);
}

/** A MOCK answers by the status that its request template sets. */
function mocked(call: RestCall, integration: RestIntegration): Answer {
  const status = /["']?statusCode["']?\s*:\s*["']?(\d{3})/.exec(requestBody(call, integration))?.[1];
  if (!status) throw misconfigured('the template of the MOCK sets no statusCode');
  return mapResponse(call, integration, { status: Number(status), headers: [], body: '', selects: status });
}

async function byProxy(call: RestCall, integration: RestIntegration, fn: LambdaFunction): Promise<Answer> {
  const outcome = await called(call, integration, fn, proxyEvent(call));
  if (!outcome.ok) {
    const error = `Lambda execution failed with status 200 due to customer function error: ${outcome.errorMessage}.`;
    call.log.say(`${error} Lambda request id: ${outcome.requestId}`, true);
    call.trace.integration.error = error;
    throw malformedReply(`${outcome.errorType}: ${outcome.errorMessage}`);
  }
  try {
    const reply = replyV1(outcome.json, 'application/json');
    const encoded = (JSON.parse(outcome.json) as { isBase64Encoded?: boolean }).isBase64Encoded === true;
    // Bytes only for who asks for bytes: else the base64 goes out as it is.
    const asText = encoded && !isBinaryType(call.target.api, call.headers.accept);
    return asText ? { ...reply, body: Buffer.from(reply.body.toString('base64')) } : reply;
  } catch (error) {
    call.log.say('Execution failed due to configuration error: Malformed Lambda proxy response', true);
    throw malformedReply(error instanceof GatewayRefusal ? error.reason : String(error));
  }
}

/** AWS to a function without proxy: what it gets and what the caller gets are made by templates. */
async function byTemplate(call: RestCall, integration: RestIntegration, fn: LambdaFunction): Promise<Answer> {
  const outcome = await called(call, integration, fn, parsed(requestBody(call, integration)));
  const body = outcome.ok
    ? outcome.json
    : JSON.stringify({ errorMessage: outcome.errorMessage, errorType: outcome.errorType });
  return mapResponse(call, integration, {
    status: 200,
    headers: [],
    body,
    selects: outcome.ok ? '' : outcome.errorMessage,
  });
}

/** Whether API Gateway may invoke the function now; the caller hears nothing of why not. */
function checkInvocation(call: RestCall, { credentials }: RestIntegration, fn: LambdaFunction): void {
  const { account, region, api } = call.target;
  const place = `${call.stageName}/${call.method}${call.resource.path}`;
  const source = sourceArn({ account, region, api: { apiId: api.id } }, place);
  const { integration } = call.trace;
  if (credentials === undefined && !mayInvoke(fn, source)) {
    integration.error = NOT_PERMITTED;
    call.log.say('Execution failed due to configuration error: Invalid permissions on Lambda function', true);
    throw misconfigured(`${fn.name} lets in nobody for ${source}`);
  }
  if (fn.reservedConcurrency === 0) {
    integration.error = 'Rate Exceeded.';
    call.log.say('Execution failed due to configuration error: Rate Exceeded.', true);
    throw misconfigured(`${fn.name} is throttled`);
  }
}

async function called(
  call: RestCall,
  integration: RestIntegration,
  fn: LambdaFunction,
  event: unknown,
): Promise<Invoked> {
  checkInvocation(call, integration, fn);
  const uri = `https://lambda.${call.target.region.name}.amazonaws.com/2015-03-31/functions/${fn.arn}/invocations`;
  const { log } = call;
  log.say(`Endpoint request URI: ${uri}`);
  log.say(
    `Endpoint request headers: ${mapText({ 'x-amzn-lambda-integration-tag': call.requestId, Authorization: '*'.repeat(24), 'Content-Type': 'application/json' })}`,
  );
  log.say(`Endpoint request body after transformations: ${cut(JSON.stringify(event))}`);
  log.say(`Sending request to ${uri}`);
  call.record.integrationReached = true;
  const begun = Date.now();
  const work = invoke({
    ...{ fn, region: call.target.region, event, signal: call.signal },
    print: (line) => call.record.logs.push(line),
  });
  const outcome = await within(call, integration.timeoutInMillis, work);
  log.say(`Received response. Status: 200, Integration latency: ${Date.now() - begun} ms`);
  log.say(
    `Endpoint response headers: ${mapText({ 'Content-Type': 'application/json', 'x-amzn-RequestId': outcome.requestId, 'X-Amz-Executed-Version': '$LATEST' })}`,
  );
  log.say(`Endpoint response body before transformations: ${cut(outcome.ok ? outcome.json : JSON.stringify(outcome))}`);
  Object.assign(call.trace.integration, { requestId: outcome.requestId, serviceStatus: 200 });
  return outcome;
}

async function within<T>(call: RestCall, limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      call.log.say('Execution failed due to a timeout error', true);
      reject(tooLate(limitMs));
    }, limitMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

async function upstream(call: RestCall, integration: RestIntegration): Promise<Answer> {
  const url = addressOf(call, integration);
  const method = !integration.httpMethod || integration.httpMethod === 'ANY' ? call.method : integration.httpMethod;
  call.log.say(`Endpoint request URI: ${url.href}`);
  call.record.integrationReached = true;
  const body = integration.type === 'HTTP' ? Buffer.from(requestBody(call, integration)) : call.body;
  const rawHeaders = onward(call, integration, { url, body });
  const asked = { method, rawHeaders, body, limitMs: integration.timeoutInMillis, signal: call.signal };
  const answer = await reachUpstream(url, asked).catch((error: unknown) => {
    throw asRefusal(error, integration);
  });
  const { status, headers } = answer;
  call.log.say(`Received response. Status: ${status}`);
  call.trace.integration.serviceStatus = status;
  if (integration.responseTransferMode === 'STREAM') return answer;
  const whole = Buffer.concat(await answer.body.toArray());
  if (integration.type === 'HTTP_PROXY')
    return { status, headers: headers.filter(([name]) => !/^content-length$/i.test(name)), body: whole };
  return mapResponse(call, integration, { status, headers, body: whole.toString('utf8'), selects: String(status) });
}

function asRefusal(error: unknown, { timeoutInMillis }: RestIntegration): RestRefusal {
  const reason = error instanceof GatewayRefusal ? error.reason : String(error);
  return /^no answer within/.test(reason) ? tooLate(timeoutInMillis) : unreachable(reason);
}

function addressOf(call: RestCall, integration: RestIntegration): URL {
  const mapped = Object.fromEntries(
    Object.entries(integration.requestParameters ?? {}).flatMap(([name, from]) => {
      const part = /^integration\.request\.path\.(.+)$/.exec(name)?.[1];
      return part ? [[part, valueIn(call, from) ?? '']] : [];
    }),
  );
  const values = { ...call.pathParameters, ...mapped };
  const filled = withVariables(integration.uri ?? '', call.variables).replace(/\{(\w+)\+?\}/g, (_, name: string) =>
    (values[name] ?? '').split('/').map(encodeURIComponent).join('/'),
  );
  const url = new URL(filled);
  if (integration.type === 'HTTP_PROXY') {
    url.search = [url.search.slice(1), call.rawQuery].filter((part) => part !== '').join('&');
  }
  for (const [name, from] of Object.entries(integration.requestParameters ?? {})) {
    const part = /^integration\.request\.querystring\.(.+)$/.exec(name)?.[1];
    const value = part ? valueIn(call, from) : undefined;
    if (part && value !== undefined) url.searchParams.set(part, value);
  }
  return url;
}

function onward(call: RestCall, integration: RestIntegration, to: { url: URL; body: Buffer }): string[] {
  const kept = headerPairs(call.rawHeaders).filter(
    ([name]) =>
      integration.type === 'HTTP_PROXY' &&
      !HOP_BY_HOP.has(name.toLowerCase()) &&
      !/^(host|content-length|expect)$/i.test(name),
  );
  const mapped = Object.entries(integration.requestParameters ?? {}).flatMap(([name, from]) => {
    const header = /^integration\.request\.header\.(.+)$/.exec(name)?.[1];
    const value = header ? valueIn(call, from) : undefined;
    return header && value !== undefined ? [[header, value] as [string, string]] : [];
  });
  const taken = new Set(mapped.map(([name]) => name.toLowerCase()));
  const own: [string, string][] = [
    ['Host', to.url.host],
    ['x-amzn-apigateway-api-id', call.target.api.id],
  ];
  if (to.body.length > 0) own.push(['Content-Length', String(to.body.length)]);
  return [...kept.filter(([name]) => !taken.has(name.toLowerCase())), ...mapped, ...own].flat();
}

/** Services and private links that the sandbox does not have: it says what would have been called. */
function stoodIn(call: RestCall, integration: RestIntegration): Answer {
  call.record.integrationReached = true;
  const note = `The sandbox does not run ${integration.uri ?? integration.type}; this answer stands in for it.`;
  const body = JSON.stringify({ note, integration: integration.uri ?? integration.type });
  return mapResponse(call, integration, { status: 200, headers: [], body, selects: '200' });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
