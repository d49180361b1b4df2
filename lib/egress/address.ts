import { type LookupAddress, type LookupOptions, lookup as lookUp } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Where one request goes. */
export interface Destination {
  protocol: 'http:' | 'https:';
  /** Lower case, IPv6 without brackets. */
  host: string;
  port: number;
  /** What the Host header says: the port only where it is not the default one. */
  hostHeader: string;
  /** The connection goes here instead; the Host header and the certificate stay those of `host`. */
  connectTo: { host: string; port: number } | null;
  /** The address was named by an API, not by AWS or the person: it is resolved, checked and pinned. */
  untrusted?: boolean;
}

/** Where an address leads, without a pin. Anything but `https:` and `wss:` is taken for plain HTTP. */
export function destinationOf({ protocol: scheme, hostname, port, host: hostHeader }: URL): Destination {
  const protocol = scheme === 'https:' || scheme === 'wss:' ? 'https:' : 'http:';
  const usual = protocol === 'https:' ? 443 : 80;
  const host = hostname.replace(/^\[|\]$/g, '');
  return { protocol, host, port: port === '' ? usual : Number(port), hostHeader, connectTo: null };
}

/** The host and port of a destination as a person would say them. */
export function placeOf({ hostHeader, connectTo }: Destination): string {
  if (connectTo === null) return hostHeader;
  const pinned = authority(connectTo);
  return pinned === hostHeader ? hostHeader : `${hostHeader} (at ${pinned})`;
}

/** `host:port`, IPv6 in brackets. */
export function authority({ host, port }: { host: string; port: number }): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/**
 * Where a redirect leads. The own origin keeps the way there, an emulator's pin included; any other address came from
 * the API and is checked before it is connected to. Null where it is no place for an HTTP request.
 */
export function redirectDestination(location: URL, from: Destination): Destination | null {
  const { protocol } = location;
  if ((protocol !== 'http:' && protocol !== 'https:') || location.username !== '' || location.password !== '')
    return null;
  const port = location.port === '' ? (protocol === 'http:' ? 80 : 443) : Number(location.port);
  const host = location.hostname.replace(/^\[|\]$/g, '');
  if (protocol === from.protocol && location.host === from.hostHeader) return from;
  // The emulator's own address, under which it also serves: as trusted as the pin itself.
  const { connectTo } = from;
  const own = connectTo !== null && protocol === from.protocol && host === connectTo.host && port === connectTo.port;
  return { protocol, host, port, hostHeader: location.host, connectTo: null, untrusted: !own };
}

/** Addresses of this machine, of networks without an owner, and of the services that hand out credentials. */
const FORBIDDEN = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // instance metadata, container credentials
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3], // multicast, reserved, broadcast
] as const) {
  FORBIDDEN.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  ['::', 96], // loopback, unspecified, v4-compatible
  ['64:ff9b::', 96], // NAT64
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32], // Teredo
  ['2002::', 16], // 6to4
  ['fc00::', 7], // unique local, with the IPv6 metadata services
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  FORBIDDEN.addSubnet(network, bits, 'ipv6');
}

/** Whether an IP address is one that only this machine or its network should reach. Not an IP address: true. */
export function isForbidden(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const family = isIP(bare);
  if (family === 4) return FORBIDDEN.check(bare, 'ipv4');
  return family === 6 ? FORBIDDEN.check(bare, 'ipv6') : true;
}

/** Resolves a name and hands on only if every address is allowed, so that the address checked is the address connected to. */
export const checkedLookup: LookupFunction = (hostname, options: LookupOptions, done) => {
  lookUp(hostname, { ...options, all: true }, (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => {
    if (error) return done(error, '', 0);
    if (addresses.some(({ address }) => isForbidden(address))) return done(blocked(), '', 0);
    if (options.all === true) return done(null, addresses);
    const [first] = addresses;
    return done(null, first?.address ?? '', first?.family ?? 0);
  });
};

function blocked(): NodeJS.ErrnoException {
  return Object.assign(new Error('blocked'), { code: 'EBLOCKED' });
}

/** Throws (code EBLOCKED) for an untrusted destination that is a forbidden address outright; names go through `checkedLookup`. */
export function checkLiteral({ host, untrusted }: Destination): void {
  if (untrusted === true && isIP(host) !== 0 && isForbidden(host)) throw blocked();
}
