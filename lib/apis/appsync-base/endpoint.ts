import 'server-only';
import { type Destination, destinationOf } from '@/lib/egress/address';

/** An address of an API: as a person writes it, and how it is reached. */
export interface Endpoint {
  url: string;
  to: Destination;
  path: string;
}

/** With a pin, the Host header and the path are the address's and the connection goes to the emulator all the same. */
export function endpoint(address: string, pin: Destination | null): Endpoint {
  const url = new URL(address);
  const to = destinationOf(url);
  const pinned = pin === null ? to : { ...to, protocol: pin.protocol, connectTo: { host: pin.host, port: pin.port } };
  return { url: address, to: pinned, path: url.pathname };
}
