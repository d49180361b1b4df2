const PIECE_BYTES = 64 * 1024;

/**
 * Writes so many text messages straight onto a WebSocket's connection, many in one piece, and waits where they are not
 * taken: what is measured is who receives them.
 */
export async function flood(raw, { count, message }) {
  let parts = [];
  let bytes = 0;
  for (let number = 1; number <= count; number++) {
    const frame = textFrame(message(number));
    parts.push(frame);
    bytes += frame.length;
    if (bytes < PIECE_BYTES && number < count) continue;
    if (raw.destroyed) return;
    if (!raw.write(Buffer.concat(parts))) await drained(raw);
    parts = [];
    bytes = 0;
  }
}

/** Until there is room again, or nobody is there any more. */
function drained(raw) {
  return new Promise((resolve) => {
    const done = () => {
      raw.off('drain', done);
      raw.off('close', done);
      resolve();
    };
    raw.on('drain', done);
    raw.on('close', done);
  });
}

/** A whole text message as one frame from the server, up to 64 KiB (RFC 6455 §5.2). */
function textFrame(text) {
  const payload = Buffer.from(text);
  const long = payload.length > 125;
  const head = Buffer.alloc(long ? 4 : 2);
  head[0] = 0x81;
  head[1] = long ? 126 : payload.length;
  if (long) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}
