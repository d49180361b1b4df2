import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, get, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { bundleProcess } from '#scripts/bundle.mjs';
import { jsonFrame } from '@/lib/wire/frames';

const root = fileURLToPath(new URL('..', import.meta.url));
let folder: string;
const children: ChildProcess[] = [];

// Into a folder of its own: there Next finds no pages, and nothing here asks for one.
beforeAll(async () => {
  mkdirSync(join(root, 'dist'), { recursive: true });
  folder = mkdtempSync(join(root, 'dist', 'main-test-'));
  await bundleProcess({ name: 'main', entry: 'server/main.ts', folder: join(folder, 'dist'), whole: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

interface Said {
  url: string;
  origin: string;
  port: number;
  pid: number;
}

async function start(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(folder, 'dist/main.mjs'), '--json', ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  children.push(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<Said> => {
    const { value } = await lines.next();
    return value.startsWith('{') ? JSON.parse(value) : line(); // the rest is Next's, which misses its pages
  };
  return { child, line, said: await line() };
}

async function letIn({ url }: Said): Promise<string> {
  const answer = await fetch(url, { redirect: 'manual' });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? `status ${answer.status}`;
}

function refused(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.on('connect', () => resolve(false));
    socket.on('error', () => resolve(true));
    socket.on('connect', () => socket.destroy());
  });
}

describe('the process', () => {
  it('listens on the loopback address and on no other', async () => {
    const { said } = await start(['--port', '0']);
    expect(said.origin).toBe(`http://127.0.0.1:${said.port}`);
    expect(await refused('127.0.0.1', said.port)).toBe(false);
    const others = Object.values(networkInterfaces())
      .flatMap((all) => all ?? [])
      .filter((one) => one.address !== '127.0.0.1' && !one.address.startsWith('fe80'));
    for (const { address } of others) expect([address, await refused(address, said.port)]).toEqual([address, true]);
  });

  it('gives a fresh address for a line on its input, and each lets one browser in', async () => {
    const { child, line, said } = await start([], { PORT: '0' });
    expect(await letIn(said)).toMatch(/^signalbox-\d+=/);
    expect(await letIn(said)).toBe('status 401');
    child.stdin?.write('\n');
    expect(await letIn(await line())).toMatch(/^signalbox-\d+=/);
  });

  it('takes the next free port, or none if it must be that one', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as AddressInfo;
    const { said } = await start(['--port', String(port)]);
    expect(said.port).not.toBe(port);
    const strict = spawn(process.execPath, [join(folder, 'dist/main.mjs'), '--port', String(port), '--strict-port']);
    children.push(strict);
    expect(await once(strict, 'exit')).toEqual([1, null]);
    squatter.close();
  });

  it.each(['--port=x', '--port=70000', '--no-auth', '--host=0.0.0.0', '--read-only=no'])(
    'does not start with %s',
    async (flag) => {
      const child = spawn(process.execPath, [join(folder, 'dist/main.mjs'), flag]);
      children.push(child);
      expect(await once(child, 'exit')).toEqual([1, null]);
    },
  );

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends on %s while an exchange is open and connections are kept',
    async (signal) => {
      const arrived = new Promise<IncomingMessage>((resolve) => {
        const silent = createServer((request) => {
          if (request.method !== 'HEAD' && !request.url?.startsWith('/v2/')) resolve(request);
          else if (request.method === 'HEAD')
            void request.socket.end('HTTP/1.1 200 OK\r\napigw-requestid: 1\r\nconnection: close\r\n\r\n');
          else
            request.socket.end(
              'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n{"apiId":"a1","protocolType":"HTTP"}',
            );
        }).listen(0, '127.0.0.1', () => endpoint(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`));
      });
      let endpoint: (url: string) => void = () => undefined;
      const url = await new Promise<string>((resolve) => {
        endpoint = resolve;
      });
      const keys = { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
      const { child, said } = await start(['--port', '0'], keys);
      const cookie = await letIn(said);
      const api = { kind: 'http', id: 'a1', account: { region: 'eu-west-1' } };
      const input = {
        api,
        stage: '$default',
        method: 'GET',
        path: '/',
        query: [],
        headers: [],
        auth: { scheme: 'none' },
      };
      const headers = { cookie, origin: said.origin, 'content-type': 'application/x-signalbox-exchange' };
      const open = fetch(`${said.origin}/send`, { method: 'POST', headers, body: jsonFrame(input) });
      open.then((answer) => answer.text()).catch(() => undefined);
      get(said.origin).on('error', () => undefined);
      await arrived;
      const exit = once(child, 'exit');
      child.kill(signal);
      expect(await exit).toEqual([0, null]);
    },
  );

  it.each<{ how: string; args: string[]; env: Record<string, string>; reached: string[] }>([
    { how: 'a flag', args: ['--read-only'], env: {}, reached: [] },
    { how: 'the environment', args: [], env: { SIGNALBOX_READ_ONLY: '1' }, reached: [] },
    { how: 'nothing', args: [], env: {}, reached: ['POST', 'DELETE'] },
  ])('made read-only by $how, lets through to the API: $reached', async ({ args, env, reached }) => {
    const seen: string[] = [];
    const emulator = createServer((request, response) => {
      if (request.method === 'HEAD') return void response.setHeader('apigw-requestid', '1').end();
      if (request.url?.startsWith('/v2/')) {
        return void response.setHeader('content-type', 'application/json').end('{"apiId":"a1","protocolType":"HTTP"}');
      }
      seen.push(request.method ?? '');
      response.end('done');
    }).listen(0, '127.0.0.1');
    await once(emulator, 'listening');
    const endpoint = `http://127.0.0.1:${(emulator.address() as AddressInfo).port}`;
    const keys = { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' };
    const { said } = await start(['--port', '0', ...args], { ...keys, ...env });
    const headers = {
      cookie: await letIn(said),
      origin: said.origin,
      'content-type': 'application/x-signalbox-exchange',
    };
    const api = { kind: 'http', id: 'a1', account: { region: 'eu-west-1' } };
    const rest = { api, stage: '$default', path: '/', query: [], headers: [], auth: { scheme: 'none' } };
    const answers: string[] = [];
    for (const method of ['GET', 'POST', 'DELETE']) {
      const body = jsonFrame({ ...rest, method });
      answers.push(await (await fetch(`${said.origin}/send`, { method: 'POST', headers, body })).text());
    }
    emulator.closeAllConnections();
    emulator.close();
    expect(seen).toEqual(['GET', ...reached]);
    const refused = answers.filter((answer) => answer.includes('"code":"read-only"'));
    expect(refused.length).toBe(2 - reached.length);
    for (const answer of refused) expect(answer).toMatch(/started read-only, so it did not send (POST|DELETE)\./);
  });

  it('ends on SIGTERM while a tab holds its line, and says that it goes', async () => {
    const { child, said } = await start(['--port', '0']);
    const cookie = await letIn(said);
    const tab = new WebSocket(`ws://127.0.0.1:${said.port}/live`, { headers: { cookie, origin: said.origin } });
    await once(tab, 'open');
    const closed = once(tab, 'close');
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    expect((await closed)[0]).toBe(1001);
    expect(await exit).toEqual([0, null]);
  });
});
