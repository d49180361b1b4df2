import { z } from 'zod';
import { functionOf } from '@/sandbox/data/function-of';
import { invoke } from '@/sandbox/data/lambda';
import { isLoopback } from '@/sandbox/data/loopback';
import { mayInvoke, sourceArn } from '@/sandbox/lambda/policy';
import type { Integration, Route } from '@/sandbox/model';
import { withContext } from './context';
import { proxyEvent, type SocketEvent } from './event';
import { serverError, tooLate } from './refusal';
import { LONGEST_INTEGRATION_MS } from './settings';

/** What an integration answered. */
export interface Integrated {
  status: number;
  body: string;
  /** Lower-case names. */
  headers: Record<string, string>;
}

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const proxyReply = z.object({
  statusCode: z.coerce.number().int().min(200).max(599),
  headers: z.record(z.string(), scalar).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** Calls what stands behind a route, within the time that API Gateway gives it. */
export async function integrate(event: SocketEvent, route: Route): Promise<Integrated> {
  const id = route.target?.replace(/^integrations\//, '');
  const integration = event.connection.place.api.integrations.find((one) => one.integrationId === id);
  if (!integration) throw serverError(500, `the route's integration ${id} does not exist`);
  const limit = Math.min(integration.timeoutInMillis ?? LONGEST_INTEGRATION_MS, LONGEST_INTEGRATION_MS);
  return within(limit, CALLS[integration.integrationType]?.(event, integration) ?? stoodIn(event, integration));
}

type Call = (event: SocketEvent, integration: Integration) => Promise<Integrated>;

const CALLS: Record<string, Call> = {
  AWS_PROXY: callFunction,
  AWS: (event, integration) =>
    integration.integrationUri?.includes(':function:')
      ? callPlainFunction(event, integration)
      : stoodIn(event, integration),
  MOCK: mock,
  HTTP: callHttp,
  HTTP_PROXY: callHttp,
};

async function callFunction(event: SocketEvent, integration: Integration): Promise<Integrated> {
  const reply = proxyReply.safeParse(await invoked(event, integration, proxyEvent(event)));
  if (!reply.success) throw serverError(502, 'the function answered without a statusCode, or in a wrong shape');
  const { statusCode, headers, body, isBase64Encoded } = reply.data;
  return {
    status: statusCode,
    body: isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString('utf8') : (body ?? ''),
    headers: Object.fromEntries(
      Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
  };
}

/** Without a proxy the function is given the message itself, and all that it returns is the answer. */
async function callPlainFunction(event: SocketEvent, integration: Integration): Promise<Integrated> {
  let message: unknown = event.body ?? {};
  try {
    message = JSON.parse(event.body ?? '{}');
  } catch {}
  const value = await invoked(event, integration, message);
  return { status: 200, body: JSON.stringify(value), headers: {} };
}

async function invoked(event: SocketEvent, integration: Integration, input: unknown): Promise<unknown> {
  const { place, stage } = event.connection;
  const { region } = place;
  const { integrationUri: uri, credentialsArn } = integration;
  const fn = functionOf(region, uri);
  if (!fn) throw serverError(500, `no function ${uri} in this account and Region`);
  const source = sourceArn(place, `${stage.stageName}/${event.routeKey}`);
  if (credentialsArn === undefined && !mayInvoke(fn, source))
    throw serverError(500, `${fn.name} lets in nobody for ${source}`);
  const answer = await invoke({ fn, region, event: input, print: event.print });
  event.integrationRequestId = answer.requestId;
  if (!answer.ok) throw serverError(502, `${answer.errorType}: ${answer.errorMessage}`);
  return JSON.parse(answer.json);
}

/** The status stands in the request template, the answer in the template of the response that fits it. */
async function mock(event: SocketEvent, integration: Integration): Promise<Integrated> {
  const [request = '{"statusCode":200}'] = Object.values(integration.requestTemplates ?? {});
  const status = Number(/"?statusCode"?\s*:\s*(\d{3})/.exec(request)?.[1] ?? 200);
  const responses = integration.integrationResponses ?? [];
  const named = responses.find(({ integrationResponseKey: key }) => key === `/${status}/` || key === String(status));
  const response = named ?? responses.find(({ integrationResponseKey }) => integrationResponseKey === '$default');
  const [template = ''] = Object.values(response?.responseTemplates ?? {});
  return { status, body: withContext(template, event, null), headers: {} };
}

/** The message is the body. The sandbox reaches servers on this machine only. */
async function callHttp(
  event: SocketEvent,
  { integrationUri = '', integrationMethod }: Integration,
): Promise<Integrated> {
  const url = URL.canParse(integrationUri) ? new URL(integrationUri) : null;
  if (!url || !isLoopback(url.hostname)) throw serverError(500, `the sandbox does not call ${integrationUri}`);
  const method = integrationMethod && integrationMethod !== 'ANY' ? integrationMethod : 'POST';
  const bodiless = method === 'GET' || method === 'HEAD';
  try {
    const answer = await fetch(url, {
      method,
      signal: AbortSignal.timeout(LONGEST_INTEGRATION_MS),
      ...(bodiless ? {} : { body: event.body ?? '', headers: { 'content-type': 'application/json' } }),
    });
    return { status: answer.status, body: await answer.text(), headers: Object.fromEntries(answer.headers) };
  } catch (error) {
    throw serverError(502, `${url.origin}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Services that the sandbox does not have: it says what would have been called. */
async function stoodIn(_event: SocketEvent, integration: Integration): Promise<Integrated> {
  const what = `${integration.integrationType} ${integration.integrationUri ?? ''}`.trim();
  const note = `The sandbox does not run ${what}; this answer stands in for it.`;
  return { status: 200, body: JSON.stringify({ note }), headers: {} };
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLate(limitMs)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
