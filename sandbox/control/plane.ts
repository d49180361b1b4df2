import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallCount } from '@/sandbox/calls';
import { cognitoIdentity, cognitoIdp } from '@/sandbox/cognito/services';
import { maskTarget } from '@/sandbox/data/recorder';
import { acm } from '@/sandbox/domains/acm';
import { permits } from '@/sandbox/iam/permits';
import { lambda } from '@/sandbox/lambda/service';
import { cloudwatchLogs } from '@/sandbox/logs/service';
import { knownRegion } from '@/sandbox/region';
import { maskedHeaders, type ReceivedRequest, recordControl } from '@/sandbox/requests';
import type { Sandbox } from '@/sandbox/sandbox';
import { verifySignature } from '@/sandbox/sigv4';
import { apiGateway } from './api-gateway';
import { appsync } from './appsync';
import type { Answer, Call, Input, Operation, Service } from './call';
import { cloudformation } from './cloudformation';
import { AwsFailure } from './failure';
import { deniedSentence } from './permission';
import { sts } from './sts';
import { unknownService } from './unknown';

const SERVICES = new Map(
  [sts, cloudformation, apiGateway, cognitoIdp, cognitoIdentity, appsync, cloudwatchLogs, acm, lambda].map(
    (service) => [service.name, service],
  ),
);
const LONGEST_BODY = 1024 * 1024;

/** Answers one request to AWS's own services: which one is asked is read from the credential scope, as every service lives at one address. */
export async function serveControl(sandbox: Sandbox, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const body = await readBody(req);
  const input = inputOf(req, body);
  const service = serviceOf(req, input);
  const requestId = randomUUID();
  const record: ReceivedRequest = {
    at: new Date().toISOString(),
    service: service.name,
    operation: null,
    method: input.method,
    path: maskTarget(req.url ?? '/'),
    headers: maskedHeaders(req.rawHeaders),
    status: 0,
  };
  recordControl(sandbox.world, record);
  res.on('finish', () => {
    record.status = res.statusCode;
  });
  let count: CallCount | undefined;
  try {
    const operation = service.operation(input);
    record.operation = operation.name;
    count = sandbox.calls.begin(`${service.name}:${operation.name}`);
    if (sandbox.faults.drops()) {
      count.dropped++;
      req.socket.destroy();
      return;
    }
    await sandbox.faults.wait();
    const call = authenticated(sandbox, service, { req, input, body });
    admit(sandbox, { call, service, operation, count });
    const answer = canned(sandbox, operation, requestId);
    if (operation.stream && !answer) operation.stream(call, res, requestId);
    else write(res, answer ?? service.answer(operation, await operation.run(call), requestId));
  } catch (failure) {
    if (count) count.failed++;
    write(res, service.fail(failure, requestId));
  } finally {
    if (count) sandbox.calls.end(count);
  }
}

async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    // What is larger is read off and fails its signature.
    if (size <= LONGEST_BODY) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function inputOf(req: IncomingMessage, body: Buffer): Input {
  const [path = '/', query = ''] = splitOnce(req.url ?? '/', '?');
  const parameters = new URLSearchParams(query);
  if (req.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    for (const [name, value] of new URLSearchParams(body.toString('utf8'))) parameters.append(name, value);
  }
  const target = String(req.headers['x-amz-target'] ?? '');
  return { method: req.method ?? 'GET', path, parameters, target, accept: req.headers.accept ?? '', body };
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** By the scope `…/date/region/service/aws4_request`. API Gateway signs both of its versions alike; they differ by path. */
function serviceOf(req: IncomingMessage, { parameters }: Input): Service {
  const claim = req.headers.authorization ?? `Credential=${parameters.get('X-Amz-Credential') ?? ''}`;
  const name = /Credential=[^/,\s]+\/\d+\/[^/,\s]*\/([^/,\s]+)\/aws4_request/.exec(claim)?.[1] ?? '';
  return SERVICES.get(name) ?? unknownService(name, req.headers);
}

interface Received {
  req: IncomingMessage;
  input: Input;
  body: Buffer;
}

function authenticated(sandbox: Sandbox, service: Service, { req, input, body }: Received): Call {
  const { world } = sandbox;
  const accountOf = (id: string) => world.accounts.find((account) => account.keys.some((key) => key.id === id));
  const verdict = verifySignature(
    { method: input.method, url: req.url ?? '/', rawHeaders: req.rawHeaders, body },
    (id) => accountOf(id)?.keys.find((key) => key.id === id),
  );
  if (!verdict.ok) {
    const status = verdict.code === 'IncompleteSignature' ? 400 : 403;
    throw new AwsFailure(service.codes.signature[verdict.code] ?? verdict.code, status, verdict.message);
  }
  const account = accountOf(verdict.key.id);
  if (!account) throw new Error(`The key ${verdict.key.id} belongs to no account.`);
  return { world, account, region: knownRegion(account, verdict.scope.region), key: verdict.key, input };
}

interface Admission {
  call: Call;
  service: Service;
  operation: Operation;
  count: CallCount;
}

/** Throttling comes before permission: a refused call draws on the bucket too. */
function admit({ faults }: Sandbox, { call, service, operation, count }: Admission): void {
  const bucket = `${call.account.id} ${call.region.name} ${service.throttled}`;
  if (service.throttled && !faults.admits(bucket)) {
    count.throttled++;
    throw service.codes.throttled();
  }
  const { action } = operation;
  if (action === null) return;
  const resource = operation.resource(call);
  if (faults.denies(action) || !permits(call.key, action, resource)) {
    count.denied++;
    throw new AwsFailure(service.codes.denied, 403, deniedSentence(call.key.arn, action, resource));
  }
}

function canned({ faults }: Sandbox, { name }: Operation, requestId: string): Answer | undefined {
  const answer = faults.settings.answers[name];
  if (!answer) return;
  return {
    status: answer.status,
    headers: { 'content-type': answer.contentType, 'x-amzn-requestid': requestId },
    body: answer.body,
  };
}

function write(res: ServerResponse, { status, headers, body }: Answer): void {
  res.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  res.end(body);
}
