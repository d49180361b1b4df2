import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '@/sandbox/control/call';
import { AwsFailure } from '@/sandbox/control/failure';
import type { Sandbox } from '@/sandbox/sandbox';
import { allUserPools, issuerOf } from './directory';
import { preflightAnswer, readTargetInput, targetAnswer, targetFailure } from './json-protocol';
import { keySetOf } from './tokens';
import { UNSIGNED } from './unsigned';
import { discoveryOf } from './well-known';

const LONGEST_BODY = 128 * 1024;

/** Answers what Cognito is asked without a signature, browsers included; false where the request is not of that sort. */
export async function answerCognito(sandbox: Sandbox, req: IncomingMessage, res: ServerResponse): Promise<boolean> {
  const path = (req.url ?? '/').split('?')[0] ?? '/';
  if (req.method === 'OPTIONS' && path === '/' && req.headers['access-control-request-method'] === 'POST') {
    return write(res, preflightAnswer(req.headers['access-control-request-headers']));
  }
  const known = await wellKnown(sandbox, path);
  if (known && req.method === 'GET') return write(res, known);
  const target = String(req.headers['x-amz-target'] ?? '');
  const run = req.method === 'POST' ? UNSIGNED[target] : undefined;
  if (!run) return false;
  await answerUnsigned(sandbox, { target, run }, { req, res });
  return true;
}

interface Asked {
  target: string;
  run: (typeof UNSIGNED)[string];
}

async function answerUnsigned(
  sandbox: Sandbox,
  { target, run }: Asked,
  { req, res }: { req: IncomingMessage; res: ServerResponse },
): Promise<void> {
  const [prefix, operation = ''] = target.split('.');
  const service = prefix === 'AWSCognitoIdentityService' ? 'cognito-identity' : 'cognito-idp';
  const count = sandbox.calls.begin(`${service}:${operation}`);
  const requestId = randomUUID();
  try {
    const body = await readBody(req);
    if (sandbox.faults.drops()) {
      count.dropped++;
      req.socket.destroy();
      return;
    }
    await sandbox.faults.wait();
    const canned = sandbox.faults.settings.answers[operation];
    if (canned) {
      write(res, { ...targetAnswer(canned.status, null, requestId), body: canned.body });
      return;
    }
    const output = await run({ world: sandbox.world, input: readTargetInput(body), now: Date.now() });
    write(res, targetAnswer(200, output, requestId));
  } catch (failure) {
    count.failed++;
    write(res, targetFailure(failure, requestId));
  } finally {
    sandbox.calls.end(count);
  }
}

/** A pool's discovery document and key set, at `{origin}/{poolId}/.well-known/…`. */
async function wellKnown({ world }: Sandbox, path: string): Promise<Answer | undefined> {
  const [, poolId, file] =
    /^\/([\w-]+_[0-9A-Za-z]+)\/\.well-known\/(openid-configuration|jwks\.json)$/.exec(path) ?? [];
  if (poolId === undefined) return;
  const pool = allUserPools(world).find(({ id }) => id === poolId);
  if (!pool) return json(404, { message: `User pool ${poolId} does not exist.` });
  return json(
    200,
    file === 'jwks.json' ? await keySetOf(pool) : discoveryOf(pool, { origin: world.origin, issuer: issuerOf(pool) }),
  );
}

function json(status: number, body: unknown): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json', 'access-control-allow-origin': '*' },
    body: JSON.stringify(body),
  };
}

export async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LONGEST_BODY) throw new AwsFailure('InvalidParameterException', 400, 'The request is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function write(res: ServerResponse, { status, headers, body }: Answer): true {
  res.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  res.end(body);
  return true;
}
