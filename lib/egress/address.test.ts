import { describe, expect, it } from 'vitest';
import { checkedLookup, type Destination, isForbidden, placeOf, redirectDestination } from './address';
import { ask } from './ask';

describe('isForbidden', () => {
  it.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '169.254.170.2',
    '169.254.170.23',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    '::',
    '::1',
    '[::1]',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:169.254.169.254',
    'fe80::1',
    'fe80::1%eth0',
    'fd00:ec2::254',
    'fd00:ec2::23',
    'fc00::1',
    'ff02::1',
    '64:ff9b::7f00:1',
    '64:ff9b::169.254.169.254',
    '2002:7f00:1::',
    '2001:0:1::',
    'localhost',
    '',
    '1.2.3',
    '0x7f.1',
    '２.2.2.2',
  ])('%s', (address) => {
    expect(isForbidden(address)).toBe(true);
  });

  it.each(['1.1.1.1', '172.32.0.1', '100.128.0.1', '11.0.0.1', '2606:4700::1111', '2600:1f18::1', '::ffff:8.8.8.8'])(
    'leaves %s alone',
    (address) => {
      expect(isForbidden(address)).toBe(false);
    },
  );
});

const aws: Destination = {
  protocol: 'https:',
  host: 'abc.execute-api.eu-west-1.amazonaws.com',
  port: 443,
  hostHeader: 'abc.execute-api.eu-west-1.amazonaws.com',
  connectTo: null,
};
const emulator: Destination = {
  protocol: 'http:',
  host: 'abc.execute-api.localhost',
  port: 4566,
  hostHeader: 'abc.execute-api.localhost:4566',
  connectTo: { host: '127.0.0.1', port: 4566 },
};

describe('redirectDestination', () => {
  it('keeps the way to the own origin, and the pin with it', () => {
    expect(redirectDestination(new URL(`https://${aws.hostHeader}:443/x`), aws)).toBe(aws);
    expect(redirectDestination(new URL(`http://${emulator.hostHeader}/x`), emulator)).toBe(emulator);
  });

  it.each([
    ['http', `http://${aws.hostHeader}/`],
    ['another port', `https://${aws.hostHeader}:8443/`],
    ['another host', 'https://evil.test/'],
    ['a longer host', `https://${aws.hostHeader}.evil.test/`],
    ['metadata', 'http://169.254.169.254/latest/meta-data/'],
  ])('trusts no other: %s', (_, url) => {
    expect(redirectDestination(new URL(url), aws)).toMatchObject({ untrusted: true, connectTo: null });
  });

  it('lets an emulator lead to its own address, and to no other of this machine', () => {
    expect(redirectDestination(new URL('http://127.0.0.1:4566/x'), emulator)).toMatchObject({ untrusted: false });
    expect(redirectDestination(new URL('http://127.0.0.1:4567/x'), emulator)).toMatchObject({ untrusted: true });
    expect(redirectDestination(new URL('http://localhost:4566/x'), emulator)).toMatchObject({ untrusted: true });
  });

  it.each([
    'file:///etc/passwd',
    'data:text/html,x',
    'javascript:alert(1)',
    'ftp://a.test/',
    'https://user:pass@a.test/',
  ])('leads nowhere: %s', (url) => {
    expect(redirectDestination(new URL(url), aws)).toBeNull();
  });
});

describe('an untrusted destination', () => {
  it.each(['127.0.0.1', '::1', 'localhost', '169.254.169.254', '2130706433', '0177.0.0.1', '①②⑦.⓪.⓪.①'])(
    'is blocked at %s without a connection',
    async (name) => {
      const url = new URL(`http://${name.includes(':') ? `[${name}]` : name}:9/`);
      const to = redirectDestination(url, aws);
      const question = { to: to!, method: 'GET', target: '/', headers: [], body: null, timeoutMs: 5_000, fresh: false };
      const listener = { head: () => undefined, bytes: () => true, drained: async () => undefined };
      const outcome = await ask({ ...question, signal: new AbortController().signal }, listener);
      expect(outcome).toMatchObject({ type: 'unreachable', reason: 'blocked' });
    },
  );

  it('is looked up once, and refused if any of its addresses is forbidden', async () => {
    const found = await new Promise((resolve) =>
      checkedLookup('localhost', { all: true }, (error) => resolve(error?.code)),
    );
    expect(found).toBe('EBLOCKED');
  });
});

describe('placeOf', () => {
  it('says where the connection goes when that is elsewhere', () => {
    expect(placeOf(aws)).toBe(aws.hostHeader);
    expect(placeOf(emulator)).toBe('abc.execute-api.localhost:4566 (at 127.0.0.1:4566)');
    expect(placeOf({ ...emulator, hostHeader: '127.0.0.1:4566' })).toBe('127.0.0.1:4566');
  });
});
