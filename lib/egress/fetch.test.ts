import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { boundedFetch } from './fetch';

let server: Server;
let origin = '';
let reply: (response: ServerResponse, request: IncomingMessage) => void;
let knocks = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    knocks += 1;
    reply(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  knocks = 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const GET = { method: 'GET', headers: {} };
const AT_HOME = { emulator: '127.0.0.1' };

describe('what an issuer answers is bounded', () => {
  it('in time, where nothing comes', async () => {
    reply = () => undefined;
    await expect(boundedFetch(origin, GET, { ...AT_HOME, timeLimitMs: 40 })).rejects.toMatchObject({
      code: 'timed-out',
      message: expect.stringContaining('did not answer within 0.04 seconds'),
    });
  });

  it('in time, where it drips', async () => {
    reply = (response) => {
      const drip = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(drip));
    };
    await expect(boundedFetch(origin, GET, { ...AT_HOME, timeLimitMs: 60 })).rejects.toMatchObject({
      code: 'timed-out',
    });
  });

  it('in bytes, where it never ends; the connection is closed', async () => {
    let closed: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      closed = resolve;
    });
    reply = (response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, ' ')));
      };
      response.on('drain', more).on('close', closed);
      more();
    };
    await expect(boundedFetch(origin, GET, AT_HOME)).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringContaining('more than 1 MiB'),
    });
    await gone;
  });

  it('in what it can grow to: nothing is unpacked', async () => {
    reply = (response, request) => {
      expect(request.headers['accept-encoding']).toBe('identity');
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1024 ** 2)));
    };
    await expect(boundedFetch(origin, GET, AT_HOME)).rejects.toThrow(/is compressed/);
  });

  it('to one server: a redirect is handed back and not followed', async () => {
    reply = (response) => response.writeHead(307, { location: `${origin}/elsewhere` }).end();
    const answer = await boundedFetch(origin, { ...GET, method: 'POST', body: 'client_secret=s' }, AT_HOME);
    expect([answer.status, knocks]).toEqual([307, 1]);
  });
});

describe('where a request may go', () => {
  it.each([
    ['http://issuer.example/', 'not reached over TLS'],
    ['ftp://issuer.example/', 'not reached over TLS'],
    ['https://user:w0rd@issuer.example/', 'has a user name or a password in it'],
    ['nonsense', 'is not the address of a server'],
    ['https://127.0.0.1:1/', 'inside this machine or its network'],
    ['https://[::1]:1/', 'inside this machine or its network'],
    ['https://localhost:1/', 'inside this machine or its network'],
    ['https://0x7f000001/', 'inside this machine or its network'],
    ['https://169.254.170.2/', 'inside this machine or its network'],
    ['https://192.168.0.1/', 'inside this machine or its network'],
  ])('never %s against AWS', async (address, words) => {
    await expect(boundedFetch(address, GET, { emulator: null })).rejects.toMatchObject({
      name: 'AppError',
      message: expect.stringContaining(words),
    });
  });

  it('to this computer only where an emulator stands for the account, and from there to no other network', async () => {
    reply = (response) => response.end('{}');
    expect(await (await boundedFetch(origin, GET, AT_HOME)).json()).toEqual({});
    for (const address of ['http://192.168.0.1/', 'http://169.254.169.254/', 'https://10.0.0.1/']) {
      await expect(boundedFetch(address, GET, AT_HOME)).rejects.toThrow(/not reached over TLS|inside this machine/);
    }
  });

  it('with words that keep what an address may hold to themselves', async () => {
    const failure = await boundedFetch('https://user:w0rd@issuer.example/', GET, { emulator: null }).catch(String);
    expect(failure).not.toContain('w0rd');
  });
});
