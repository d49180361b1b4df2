import { crc32 } from 'node:zlib';

/** One message of AWS's event stream encoding: https://smithy.io/2.0/aws/amazon-eventstream.html */
export function eventMessage(headers: Record<string, string>, payload: object): Buffer {
  const head = Buffer.concat(Object.entries(headers).map(([name, value]) => headerBytes(name, value)));
  const body = Buffer.from(JSON.stringify(payload));
  const prelude = Buffer.alloc(8);
  prelude.writeUInt32BE(16 + head.length + body.length, 0);
  prelude.writeUInt32BE(head.length, 4);
  const unsealed = Buffer.concat([prelude, checksum(prelude), head, body]);
  return Buffer.concat([unsealed, checksum(unsealed)]);
}

/** An event of a stream's union; the first is `initial-response`, which the JSON protocols wait for. */
export function streamEvent(type: string, payload: object): Buffer {
  return eventMessage({ ':message-type': 'event', ':event-type': type, ':content-type': 'application/json' }, payload);
}

export function streamException(type: string, message: string): Buffer {
  return eventMessage(
    { ':message-type': 'exception', ':exception-type': type, ':content-type': 'application/json' },
    { message },
  );
}

const STRING = 7;

function headerBytes(name: string, value: string): Buffer {
  const text = Buffer.from(value);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length);
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), Buffer.from([STRING]), length, text]);
}

function checksum(bytes: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum;
}
