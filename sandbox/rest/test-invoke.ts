import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { Call, Output } from '@/sandbox/control/call';
import { AwsFailure } from '@/sandbox/control/failure';
import { methodAt } from './answer';
import { authorizeBy } from './authorize';
import { ask } from './authorize-lambda';
import { grouped, type RestCall } from './call';
import { ExecutionLog } from './execution-log';
import { writeRefusal } from './gateway-response';
import type { RestApi, RestAuthorizer } from './model';
import { misconfigured, RestRefusal } from './refusal';
import { run } from './run';

const STAGE = 'test-invoke-stage';

const Test = z.object({
  pathWithQueryString: z.string().nullish(),
  body: z.string().nullish(),
  headers: z.record(z.string(), z.string()).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(z.string())).nullish(),
  stageVariables: z.record(z.string(), z.string()).nullish(),
});
type Test = z.infer<typeof Test>;

/** The draft of a method with its real integration, and without anybody being asked who calls. */
export async function testMethod(
  call: Call,
  api: RestApi,
  at: { resourceId: string | undefined; verb: string | undefined },
): Promise<Output> {
  const resource = api.draft.resources.find(({ id }) => id === at.resourceId);
  const restMethod = resource?.methods.find(({ httpMethod }) => httpMethod === at.verb || httpMethod === 'ANY');
  if (!resource || !restMethod) throw new AwsFailure('NotFoundException', 404, 'Invalid Method identifier specified');
  const test = read(call);
  const path = (test.pathWithQueryString || resource.path).split('?')[0] ?? '/';
  const match = methodAt({ ...api.draft, resources: [{ ...resource, methods: [restMethod] }] }, at.verb ?? 'GET', path);
  const rest = asCall(call, api, {
    test,
    method: at.verb ?? 'GET',
    resource,
    restMethod,
    pathParameters: match?.pathParameters ?? {},
  });
  const begun = Date.now();
  const { status, headers, body } = await outcomeOf(rest);
  return {
    status,
    body,
    headers: grouped(headers, (values) => values.at(-1) ?? ''),
    multiValueHeaders: grouped(headers, (values) => values),
    log: rest.log.text(rest.requestId),
    latency: Date.now() - begun,
  };
}

async function outcomeOf(rest: RestCall): Promise<{ status: number; headers: [string, string][]; body: string }> {
  try {
    const answer = await run(rest);
    const whole = Buffer.isBuffer(answer.body) ? answer.body : Buffer.concat(await answer.body.toArray());
    const trace: [string, string] = ['X-Amzn-Trace-Id', `Root=1-${rest.requestId.replaceAll('-', '').slice(0, 8)}`];
    return { status: answer.status, headers: [...answer.headers, trace], body: whole.toString('utf8') };
  } catch (error) {
    const refusal = error instanceof RestRefusal ? error : misconfigured(String(error));
    rest.trace.error = refusal;
    const written = writeRefusal(refusal, rest.configuration.gatewayResponses, rest);
    rest.log.say(`Method completed with status: ${written.status}`);
    return written;
  }
}

/** What an authorizer says, without its memory. */
export async function testAuthorizer(call: Call, api: RestApi, authorizer: RestAuthorizer): Promise<Output> {
  const [resource] = api.draft.resources;
  if (!resource) throw new AwsFailure('NotFoundException', 404, 'Invalid API');
  const test = read(call);
  const restMethod = { httpMethod: 'GET', authorizationType: 'CUSTOM', apiKeyRequired: false, methodResponses: {} };
  const rest = asCall(call, api, { test, method: 'GET', resource, restMethod, pathParameters: {} });
  const begun = Date.now();
  try {
    const said = await judged(rest, authorizer);
    return { clientStatus: 0, log: rest.log.text(rest.requestId), latency: Date.now() - begun, ...said };
  } catch (error) {
    const refusal = error instanceof RestRefusal ? error : misconfigured(String(error));
    rest.log.say(refusal.reason, true);
    return { clientStatus: refusal.status, log: rest.log.text(rest.requestId), latency: Date.now() - begun };
  }
}

async function judged(rest: RestCall, authorizer: RestAuthorizer): Promise<Output> {
  if (authorizer.type === 'COGNITO_USER_POOLS') {
    await authorizeBy(rest, authorizer);
    return { claims: rest.trace.caller.authorizer?.claims };
  }
  const header = authorizer.identitySource?.split('.').at(-1)?.toLowerCase() ?? 'authorization';
  const { principalId, policyDocument, context } = await ask(rest, authorizer, String(rest.headers[header] ?? ''));
  const authorization = Object.fromEntries(
    Object.entries(context ?? {}).map(([name, value]) => [name, [String(value)]]),
  );
  return { principalId, policy: JSON.stringify(policyDocument), authorization };
}

function read({ input }: Call): Test {
  try {
    return Test.parse(JSON.parse(input.body.toString('utf8') || '{}'));
  } catch {
    throw new AwsFailure('BadRequestException', 400, 'Invalid test invocation request');
  }
}

type Found = Pick<RestCall, 'method' | 'resource' | 'restMethod' | 'pathParameters'> & { test: Test };

function asCall({ world, account, region, input }: Call, api: RestApi, { test, ...found }: Found): RestCall {
  const pairs = Object.entries({ ...test.headers }).map(([name, value]) => [name, [value]] as const);
  const many = [...pairs, ...Object.entries({ ...test.multiValueHeaders })];
  const rawHeaders = many.flatMap(([name, values]) => values.flatMap((value) => [name, value]));
  const [path = '/', rawQuery = ''] = (test.pathWithQueryString || found.resource.path).split(/\?(.*)/s);
  const requestId = randomUUID();
  const at = new Date();
  return {
    ...found,
    ...{ path, rawQuery, rawHeaders, requestId, at },
    target: { world, account, region, api },
    configuration: api.draft,
    stageName: STAGE,
    stage: null,
    variables: { ...test.stageVariables },
    url: test.pathWithQueryString ?? path,
    headers: Object.fromEntries(
      many.map(([name, values]) => [name.toLowerCase(), values.at(-1)]),
    ) as IncomingHttpHeaders,
    body: Buffer.from(test.body ?? ''),
    httpVersion: '1.1',
    sourceIp: 'test-invoke-source-ip',
    extendedRequestId: `${randomBytes(11).toString('base64url')}=`,
    record: {
      ...{ at: at.toISOString(), requestId, account: account.id, region: region.name, apiId: api.id },
      ...{ method: found.method, target: input.path, headers: [], bodyLength: 0, stage: STAGE, routeKey: null },
      ...{ integrationReached: false, status: null, aborted: false, reason: null, logs: [] },
    },
    trace: { caller: {}, responseLength: 0, integration: {} },
    log: new ExecutionLog(),
    signal: new AbortController().signal,
  };
}
