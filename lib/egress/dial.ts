import { isIP, connect as netConnect, type Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { checkedLookup, type Destination } from './address';

/** A connection of its own to where a destination leads, pinned and checked as those of requests are. */
export function dial(to: Destination): Socket {
  const { host, port } = to.connectTo ?? to;
  const where = { host, port, ...(to.untrusted === true ? { lookup: checkedLookup } : {}) };
  if (to.protocol === 'http:') return netConnect(where);
  const named = isIP(to.host) === 0 ? { servername: to.host } : {};
  return tlsConnect({ ...where, ...named, ALPNProtocols: ['http/1.1'] });
}
