import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AwsClients } from '@/lib/aws/clients';
import type { ApiSummary } from '@/lib/core/api';
import { baseOf, resolveBase } from './base';

function at(endpoint: string | null): AwsClients {
  return { account: { region: 'eu-west-1' }, endpoint: async () => endpoint } as unknown as AwsClients;
}

describe('the base address', () => {
  const api = { id: 'a1b2c3', endpoint: 'https://a1b2c3.execute-api.eu-west-1.amazonaws.com' } as ApiSummary;
  let server: Server;
  let origin: string;
  let asked: string[];
  let answer: RequestListener;

  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.headers.host} ${request.url?.replace(/signalbox-probe-.*/, '?')}`);
      answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const json: RequestListener = (_, response) =>
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"message":"Not Found"}');
  const xml: RequestListener = (_, response) =>
    response.writeHead(404, { 'content-type': 'application/xml' }).end('<Error/>');
  const emulator = () => at(origin);

  test('of AWS is what AWS says, and cannot be corrected', async () => {
    expect(await resolveBase(at(null), api, 'v2')).toMatchObject({
      host: 'a1b2c3.execute-api.eu-west-1.amazonaws.com',
      port: 443,
      connectTo: null,
      basePath: '/v2',
    });
    await expect(resolveBase(at(null), api, 'v2', 'https://evil.example')).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  test('of an emulator: the path form, asked once', async () => {
    answer = json;
    const base = await resolveBase(emulator(), api, '$default');
    expect(base).toMatchObject({ url: `${origin}/_aws/execute-api/a1b2c3/$default`, source: 'emulator-path' });
    await resolveBase(emulator(), api, '$default');
    const { host } = new URL(origin);
    expect(asked).toEqual([`HEAD ${host} /_aws/execute-api/a1b2c3/$default/?`]);
  });

  test('of an emulator with a host for each API: the connection goes to the endpoint', async () => {
    answer = (request, response) =>
      (request.headers.host?.startsWith('a1b2c3.execute-api.localhost:') ? json : xml)(request, response);
    const { port } = new URL(origin);
    expect(await resolveBase(emulator(), api, 'dev')).toMatchObject({
      url: `http://a1b2c3.execute-api.localhost:${port}/dev`,
      hostHeader: `a1b2c3.execute-api.localhost:${port}`,
      connectTo: { host: '127.0.0.1', port: Number(port) },
      basePath: '/dev',
      source: 'emulator-host',
    });
  });

  test('of an emulator that offers REST APIs in the older form alone', async () => {
    answer = (request, response) => (request.url?.startsWith('/restapis/') ? json : xml)(request, response);
    const rest = { ...api, kind: 'rest' };
    expect(await resolveBase(emulator(), rest, 'live')).toMatchObject({
      ...{ url: `${origin}/restapis/a1b2c3/live/_user_request_`, source: 'emulator-path' },
      basePath: '/restapis/a1b2c3/live/_user_request_',
    });
    await expect(resolveBase(emulator(), { ...api, id: 'd4e5f6' }, 'live')).rejects.toMatchObject({
      code: 'not-supported',
    });
  });

  test('of an emulator that says a host of its own', async () => {
    answer = (request, response) => (request.headers.host === 'a1b2c3.gateway.test:99' ? json : xml)(request, response);
    const told = { ...api, endpoint: 'http://a1b2c3.gateway.test:99' };
    const base = await resolveBase(emulator(), told, '$default');
    expect(base).toMatchObject({ hostHeader: 'a1b2c3.gateway.test:99', basePath: '' });
    expect(base.connectTo).toEqual({ host: '127.0.0.1', port: Number(new URL(origin).port) });
  });

  test('that nothing answers is a fact for the screen and a failure for a request', async () => {
    answer = xml;
    expect(await baseOf(emulator(), api, 'dev')).toEqual({
      url: null,
      source: 'unknown',
      pinnedTo: new URL(origin).host,
    });
    await expect(resolveBase(emulator(), api, 'dev')).rejects.toMatchObject({ code: 'not-supported' });
    answer = json;
    expect(await baseOf(emulator(), api, 'dev')).toMatchObject({ source: 'emulator-path' });
  });

  test('corrected by hand changes the host and the path, never where the connection goes', async () => {
    answer = json;
    const base = await resolveBase(emulator(), api, 'dev', 'https://169.254.169.254/x/');
    expect(base).toMatchObject({ protocol: 'http:', hostHeader: '169.254.169.254', basePath: '/x' });
    expect(base.connectTo).toEqual({ host: '127.0.0.1', port: Number(new URL(origin).port) });
    expect(asked).toEqual([]);
  });
});
