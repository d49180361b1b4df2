import { describe, test } from 'vitest';
import type { Identity } from '@/components/identity/identity';
import { after, checkRow, get, type Row } from '@/lib/diagnosis/row-rig';
import { apiNamed, type Call, rig, withSandbox } from '@/lib/diagnosis/sandbox-rig';

withSandbox();

const key = (value: string): Identity => ({
  kind: 'sources',
  id: 's',
  label: 'Key',
  values: [{ in: 'header', name: 'x-key', value }],
});
const queue = (headers: Call['headers'], body: string): Call =>
  get('POST /queue', { headers, body: new TextEncoder().encode(body) });
const ROWS: Row[] = [
  // 404.
  {
    what: 'no such path',
    status: 404,
    id: 'no-route',
    certainty: 'certain',
    says: 'Did you mean GET /notes?',
    call: get('GET /notes', { path: '/note' }),
    control: get('GET /notes'),
  },
  {
    what: 'another method',
    status: 404,
    id: 'no-route',
    certainty: 'certain',
    says: 'No route takes DELETE /notes/1: that path has GET and PUT only',
    call: get('GET /notes/{id}', { method: 'DELETE', path: '/notes/1' }),
    control: get('GET /notes/{id}', { path: '/notes/1' }),
  },
  {
    what: 'a slash at the end',
    status: 404,
    id: 'no-route',
    certainty: 'certain',
    says: 'ends in a slash',
    call: get('GET /notes', { path: '/notes/' }),
    control: get('GET /notes'),
  },
  {
    what: 'other letters',
    status: 404,
    id: 'no-route',
    certainty: 'certain',
    says: 'upper and lower case count',
    call: get('GET /Reports', { path: '/reports' }),
    control: get('GET /Reports'),
  },
  {
    what: 'two slashes',
    status: 404,
    id: 'no-route',
    certainty: 'certain',
    says: 'two slashes in a row',
    call: get('GET /notes/{id}', { path: '/notes//1' }),
    control: get('GET /notes/{id}', { path: '/notes/1' }),
  },
  {
    what: 'an empty parameter',
    status: 404,
    id: 'no-route',
    certainty: 'certain',
    says: 'ends in a slash',
    call: get('GET /notes/{id}', { path: '/notes/' }),
    control: get('GET /notes/{id}', { path: '/notes/1' }),
  },
  {
    what: 'the stage twice',
    status: 404,
    id: 'no-route',
    certainty: 'certain',
    says: 'which stands in the address already',
    call: get('GET /notes', { stage: 'narrow', path: '/narrow/notes' }),
    control: get('GET /Reports', { stage: 'narrow' }),
  },
  {
    what: 'a path that another stage takes',
    status: 404,
    id: 'no-route',
    certainty: 'certain',
    says: 'begins with the name of the stage manual',
    call: get('GET /files/{path+}', { path: '/manual/nowhere' }),
    control: get('GET /files/{path+}', { path: '/files/nowhere' }),
  },
  {
    what: 'a route that is not deployed',
    status: 404,
    id: 'undeployed',
    certainty: 'certain',
    says: 'GET /Reports is not deployed to the stage manual',
    call: async () => undeployed(['GET /Reports'], get('GET /Reports', { stage: 'manual', fresh: true })),
    control: async () => undeployed([], get('GET /Reports', { stage: 'manual', fresh: true })),
  },
  {
    what: 'a disabled endpoint',
    status: 404,
    id: 'endpoint-disabled',
    certainty: 'certain',
    says: 'default endpoint of this API is disabled',
    call: get('GET /notes', { api: 'failing-disabled' }),
    control: get('GET /notes'),
  },
  // The request itself.
  {
    what: 'a broken escape',
    status: 400,
    id: 'bad-escape',
    certainty: 'certain',
    says: 'a % that begins no escape',
    call: get('GET /notes/{id}', { path: '/notes/100%' }),
    control: get('GET /notes/{id}', { path: '/notes/100%25' }),
  },
  {
    what: 'a body that is too large',
    status: 413,
    id: 'payload-too-large',
    certainty: 'certain',
    says: 'API Gateway takes 10 MB',
    call: get('POST /upload', { body: new Uint8Array(10 * 1024 * 1024 + 1) }),
    control: get('POST /upload', { body: new Uint8Array(1024) }),
  },
  {
    what: 'a value that a service integration reads',
    status: 400,
    id: 'parameter-missing',
    certainty: 'likely',
    says: 'SQS-SendMessage is to be told QueueUrl from $request.header.x-queue',
    call: queue([], '{"text":"hello"}'),
    control: queue([['X-Queue', 'q']], '{"text":"hello"}'),
  },
  {
    what: 'a value that a service integration reads from the body',
    status: 400,
    id: 'parameter-missing',
    certainty: 'likely',
    says: 'MessageBody from $request.body.text',
    call: queue([['X-Queue', 'q']], '{}'),
    control: queue([['X-Queue', 'q']], '{"text":"hello"}'),
  },
  {
    what: 'headers that are too large',
    status: 431,
    id: 'headers-too-large',
    certainty: 'certain',
    says: 'API Gateway takes 10,240',
    call: get('GET /notes', { headers: [['X-Long', 'a'.repeat(10_240)]] }),
    control: get('GET /notes', { headers: [['X-Long', 'a'.repeat(1_024)]] }),
  },
  // Limits.
  {
    what: 'the limit of a route',
    status: 429,
    id: 'throttled-route',
    certainty: 'likely',
    says: 'GET /limited in $default takes 1 requests a second',
    call: async () => after(get('GET /limited')),
    control: get('GET /notes'),
  },
  {
    what: 'the limit of a stage',
    status: 429,
    id: 'throttled-stage',
    certainty: 'likely',
    says: 'Each route of narrow takes 1',
    call: async () => after(get('GET /notes', { stage: 'narrow' })),
    control: get('GET /notes'),
  },
  // 500: what stands behind.
  {
    what: 'a function that throws',
    status: 500,
    id: 'function-error',
    certainty: 'certain',
    says: 'failing-throws ended with an error',
    call: get('GET /throws'),
    control: get('GET /bare'),
  },
  {
    what: 'an answer of a wrong shape',
    status: 500,
    id: 'malformed-response',
    certainty: 'likely',
    says: 'failing-odd answered in a shape',
    call: get('GET /odd'),
    control: get('GET /bare'),
  },
  {
    what: 'an answer without a statusCode in the old format',
    status: 500,
    id: 'malformed-response',
    certainty: 'likely',
    says: 'failing-bare answered in a shape',
    call: get('GET /bare-old'),
    control: get('GET /bare'),
  },
  {
    what: 'a function that takes too long',
    status: 500,
    id: 'function-timeout',
    certainty: 'likely',
    says: 'within its time limit of 1 s',
    call: get('GET /late'),
    control: get('GET /bare'),
  },
  {
    what: 'a function that lets nobody in',
    status: 500,
    id: 'lambda-permission',
    certainty: 'certain',
    says: 'API Gateway may not invoke failing-forbidden',
    call: get('GET /forbidden'),
    control: async () => permitted('failing-forbidden', get('GET /forbidden')),
  },
  {
    what: 'a function that lets in another route',
    status: 500,
    id: 'lambda-permission',
    certainty: 'certain',
    says: 'for other APIs or routes',
    call: get('GET /elsewhere'),
    control: async () => permitted('failing-elsewhere', get('GET /elsewhere')),
  },
  {
    what: 'a function that may not run',
    status: 500,
    id: 'function-throttled',
    certainty: 'certain',
    says: 'reserved concurrency is 0',
    call: get('GET /stopped'),
    control: async () => running('failing-stopped', get('GET /stopped')),
  },
  {
    what: 'a function that is gone',
    status: 500,
    id: 'function-gone',
    certainty: 'certain',
    says: 'no function failing-gone any more',
    call: get('GET /gone'),
    control: get('GET /bare'),
  },
  {
    what: 'a route without an integration',
    status: 500,
    id: 'no-integration',
    certainty: 'certain',
    says: 'Nothing stands behind GET /nothing',
    call: get('GET /nothing'),
    control: get('GET /bare'),
  },
  {
    what: 'an authorizer that may not be called',
    status: 500,
    id: 'authorizer-permission',
    certainty: 'certain',
    says: 'the function of the authorizer shutauthorizer',
    call: get('GET /shut', { identity: key('good') }),
    control: async () => permitted('failing-shut', get('GET /shut', { identity: key('good') })),
  },
  // 503.
  {
    what: 'an integration that takes too long',
    status: 503,
    id: 'integration-timeout',
    certainty: 'certain',
    says: 'within 500 ms',
    call: get('GET /slow'),
    control: get('GET /bare'),
  },
  {
    what: 'an upstream that is down',
    status: 503,
    id: 'upstream-unreachable',
    certainty: 'likely',
    says: 'could not reach http://127.0.0.1:1/',
    call: get('GET /down'),
    control: get('GET /bare'),
  },
  {
    what: 'a VPC link that is gone',
    status: 503,
    id: 'vpc-link',
    certainty: 'likely',
    says: 'Nothing could be reached through the VPC link',
    call: get('GET /unlinked'),
    control: get('GET /linked'),
  },
  // The backend's own.
  {
    what: 'a backend that refuses',
    status: 403,
    id: 'backend-answered',
    certainty: 'certain',
    says: 'failing-fine, answered 403 itself',
    call: get('ANY /backend/{status}', { path: '/backend/403' }),
    control: get('ANY /backend/{status}', { path: '/backend/200' }),
  },
  {
    what: 'a backend that fails',
    status: 500,
    id: 'backend-answered',
    certainty: 'certain',
    says: 'answered 500 itself',
    call: get('ANY /backend/{status}', { path: '/backend/500' }),
    control: get('ANY /backend/{status}', { path: '/backend/200' }),
  },
  // Bodies.
  {
    what: 'a body that is still base64',
    status: 200,
    id: 'base64-not-decoded',
    certainty: 'likely',
    says: 'did not set isBase64Encoded',
    call: get('GET /image'),
    control: get('GET /bare'),
  },
  {
    what: 'a body that never was base64',
    status: 200,
    id: 'base64-decoded-twice',
    certainty: 'likely',
    says: 'decoded from base64 that it never was',
    call: get('GET /garbled'),
    control: get('GET /bare'),
  },
];

const control = (path: string, body: unknown) =>
  fetch(`${rig.sandbox.origin}/_sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) });

async function undeployed(routes: string[], one: Call): Promise<Call> {
  await control(`apis/${apiNamed('failing').id}/undeployed`, { stage: 'manual', routes });
  return one;
}

async function permitted(name: string, one: Call): Promise<Call> {
  await control(`functions/${name}/policy`, [{}]);
  return one;
}

async function running(name: string, one: Call): Promise<Call> {
  await control(`functions/${name}/concurrency`, null);
  return one;
}

describe('each way in which a call of an HTTP API fails', () => {
  test.each(ROWS)('$status for $what: $id', checkRow);
});
