import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { APPSYNC_HANDLES } from './appsync/test-handles';
import { inboxOf } from './cognito/inbox';
import { COGNITO_HANDLES } from './cognito/test-handles';
import { reconfigure } from './data/lambda';
import { forgetRequests } from './data/recorder';
import { parseFaultChange } from './fault-change';
import type { FaultSettings } from './faults';
import { LAMBDA_HANDLES } from './lambda/test-handles';
import { LOG_HANDLES } from './logs/test-handles';
import type { World } from './model';
import { forgetControl, receivedRequests } from './requests';
import type { Sandbox } from './sandbox';
import { secretsOf } from './secrets';
import { WEBSOCKET_HANDLES } from './websocket/test-handles';

type Handle = (sandbox: Sandbox, body: unknown, id: string) => unknown;

/** What tests ask of the sandbox itself, beside AWS: `METHOD /_sandbox/…`. */
const HANDLES: { method: string; path: RegExp; handle: Handle }[] = [
  { method: 'GET', path: /^\/_sandbox\/faults$/, handle: ({ faults }) => faults.settings },
  { method: 'POST', path: /^\/_sandbox\/faults$/, handle: changeFaults },
  { method: 'GET', path: /^\/_sandbox\/inbox$/, handle: ({ world }) => inboxOf(world) },
  { method: 'GET', path: /^\/_sandbox\/secrets$/, handle: ({ world }) => secretsOf(world) },
  { method: 'GET', path: /^\/_sandbox\/calls$/, handle: ({ calls }) => calls.report() },
  { method: 'GET', path: /^\/_sandbox\/requests$/, handle: ({ world }) => receivedRequests(world) },
  {
    method: 'POST',
    path: /^\/_sandbox\/reset-calls$/,
    handle: ({ calls, world }) => {
      calls.reset();
      forgetRequests(world);
      forgetControl(world);
      return {};
    },
  },
  { method: 'POST', path: /^\/_sandbox\/functions\/([^/]+)\/environment$/, handle: changeEnvironment },
  {
    method: 'POST',
    path: /^\/_sandbox\/apis\/([^/]+)\/delete$/,
    handle: ({ world }, _body, id) => ({ deleted: deleteApi(world, id) }),
  },
  {
    method: 'DELETE',
    path: /^\/_sandbox\/apis\/([^/]+)$/,
    handle: ({ world }, _body, id) => ({ deleted: deleteApi(world, id) }),
  },
  ...WEBSOCKET_HANDLES,
  ...APPSYNC_HANDLES,
  ...LOG_HANDLES,
  ...LAMBDA_HANDLES,
  ...COGNITO_HANDLES,
];

export async function serveTestControl(sandbox: Sandbox, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const path = (req.url ?? '').split('?')[0] ?? '';
  const found = HANDLES.find((one) => one.method === req.method && one.path.test(path));
  // A page in a browser sends Origin with what changes things; tests do not.
  if (req.headers.origin !== undefined) return write(res, 403, { error: 'Not for pages in a browser.' });
  if (!found) return write(res, 404, { error: `There is no ${req.method} ${path}.` });
  try {
    const [, id = ''] = found.path.exec(path) ?? [];
    write(res, 200, await found.handle(sandbox, await readJson(req), decodeURIComponent(id)));
  } catch (error) {
    write(res, 400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function changeFaults({ faults }: Sandbox, body: unknown): FaultSettings {
  faults.change(parseFaultChange(body));
  return faults.settings;
}

/** Variables for a function by its name, wherever it is: `{"EDITION":"2"}` gives the blog the second edition of its schema. */
function changeEnvironment({ world }: Sandbox, body: unknown, name: string): Record<string, string> {
  const environment = z.record(z.string(), z.string()).parse(body);
  const regions = world.accounts.flatMap((account) => [...account.regions.values()]);
  const fn = regions.map(({ functions }) => functions.get(name)).find((one) => one !== undefined);
  if (!fn) throw new Error(`There is no function ${name}.`);
  reconfigure(fn, environment);
  return fn.environment;
}

function deleteApi(world: World, id: string): boolean {
  return world.accounts
    .flatMap((account) => [...account.regions.values()])
    .some(
      ({ httpApis, restApis, graphql, eventApis }) =>
        httpApis.delete(id) || restApis?.delete(id) || graphql?.apis.delete(id) || eventApis?.delete(id),
    );
}

async function readJson(req: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? null : JSON.parse(text);
}

function write(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json' });
  res.end(JSON.stringify(body));
}
