import { request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { type Catcher, catchRedirect, loopbackAddress } from './loopback';

let open: Catcher[] = [];
afterEach(() => {
  for (const catcher of open) catcher.close();
  open = [];
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listening(host = '127.0.0.1') {
  const port = await freePort();
  const catcher = await catchRedirect(loopbackAddress(`http://${host}:${port}/callback`), 'right');
  open.push(catcher);
  return { port, catcher };
}

interface Knock {
  path?: string;
  method?: string;
  host?: string;
  at?: string;
}

function knock(
  port: number,
  { path = '/callback?code=c&state=right', method = 'GET', host, at = '127.0.0.1' }: Knock = {},
) {
  return new Promise<{ status: number; body: string; headers: Record<string, unknown> }>((resolve, reject) => {
    const headers = { host: host ?? `127.0.0.1:${port}` };
    const asked = request({ host: at, port, path, method, headers, agent: false }, async (response) => {
      resolve({ status: response.statusCode ?? 0, body: await text(response), headers: response.headers });
    });
    asked.on('error', reject).end();
  });
}

describe('catching one redirect', () => {
  it.each<[string, number, Knock]>([
    ['another path', 404, { path: '/callbac?code=c&state=right' }],
    ['a longer path', 404, { path: '/callback/x?code=c&state=right' }],
    ['an encoded path', 404, { path: '/%63allback?code=c&state=right' }],
    ['another state', 400, { path: '/callback?code=evil&state=wrong' }],
    ['no state', 400, { path: '/callback?code=evil' }],
    ['two states', 400, { path: '/callback?code=evil&state=right&state=wrong' }],
    ['another Host', 421, { host: 'evil.example' }],
    ['another name for this computer', 421, { host: 'localhost' }],
    ['another method', 405, { method: 'POST' }],
  ])('%s is turned away, and the right one still comes in', async (_what, status, attack) => {
    const { port, catcher } = await listening();
    expect((await knock(port, attack)).status).toBe(status);
    const window = knock(port);
    const { url, answer } = await catcher.arrival;
    expect(url.searchParams.get('code')).toBe('c');
    answer({ good: true, sentence: 'You are signed in. <b>' });
    const shown = await window;
    expect(shown).toMatchObject({ status: 200, body: expect.stringContaining('You are signed in. &#60;b&#62;') });
    expect(shown.headers['content-security-policy']).toContain("default-src 'none'");
    expect(shown.headers['cache-control']).toBe('no-store');
  });

  it('takes one and no second, not even the same', async () => {
    const { port, catcher } = await listening();
    const window = knock(port);
    const { answer } = await catcher.arrival;
    await expect(knock(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    answer({ good: true, sentence: 'Done.' });
    answer({ good: false, sentence: 'Other.' });
    expect((await window).body).toContain('Done.');
  });

  it('tells a waiting window that the sign-in was cancelled, and frees the port', async () => {
    const { port, catcher } = await listening();
    const window = knock(port);
    await catcher.arrival;
    catcher.close();
    expect(await window).toMatchObject({ status: 410 });
    const again = await catchRedirect(loopbackAddress(`http://127.0.0.1:${port}/callback`), 'right');
    open.push(again);
  });

  it('listens for localhost on both addresses, and on none that others reach', async () => {
    const { port, catcher } = await listening('localhost');
    expect((await knock(port, { path: '/x', host: `localhost:${port}` })).status).toBe(404);
    const window = knock(port, { at: '::1', host: `localhost:${port}` }).catch((error: NodeJS.ErrnoException) => {
      // No IPv6 here: then the other address does.
      if (error.code !== 'EADDRNOTAVAIL' && error.code !== 'ECONNREFUSED') throw error;
      return knock(port, { host: `localhost:${port}` });
    });
    (await catcher.arrival).answer({ good: true, sentence: 'In.' });
    expect((await window).body).toContain('In.');
  });

  it('is not reached at another address of this computer', async () => {
    const { port } = await listening();
    await expect(knock(port, { at: '127.0.0.2', host: `127.0.0.1:${port}` })).rejects.toMatchObject({
      code: expect.stringMatching(/^(ECONNREFUSED|EADDRNOTAVAIL|ETIMEDOUT)$/),
    });
  });

  it('says that a port is taken', async () => {
    const { port } = await listening();
    await expect(catchRedirect(loopbackAddress(`http://localhost:${port}/callback`), 's')).rejects.toMatchObject({
      code: 'sign-in-refused',
      detail: { reason: 'port-taken' },
      message: expect.stringContaining(String(port)),
    });
  });
});

describe('a redirect address', () => {
  it.each([
    'https://localhost:1/cb',
    'http://localhost/cb',
    'http://example.com:1/cb',
    'http://127.0.0.2:1/cb',
    'http://0.0.0.0:1/cb',
    'http://localhost.evil.example:1/cb',
    'http://user@localhost:1/cb',
    'http://localhost:1/cb?x=1',
    'http://localhost:1/cb#x',
    'myapp://callback',
    'callback',
  ])('%s does not lead back here', (uri) => {
    expect(() => loopbackAddress(uri)).toThrow(/does not lead back to this computer/);
  });

  it('is taken letter by letter', () => {
    expect(loopbackAddress('http://[::1]:8976/a/b')).toEqual({
      port: 8976,
      path: '/a/b',
      host: '[::1]:8976',
      binds: ['::1'],
    });
  });
});
