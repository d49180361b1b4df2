import { API_ID, BODY, REGION } from './target-account.mjs';

/** The frame of `lib/wire/frames`, written apart from it: `[u8 kind][u32 length][payload]`, kind 0 JSON, 1 bytes. */
const HEAD_BYTES = 5;
const JSON_FRAME = 0;
const BYTES = 1;
const TYPE = 'application/x-signalbox-exchange';

/** The requests that the console is asked to sign and send. */
export const SIGNED_GET = {
  api: { kind: 'http', id: API_ID, account: { region: REGION } },
  stage: '$default',
  method: 'GET',
  path: '/fast',
  query: [],
  headers: [],
  auth: { scheme: 'iam' },
};

/** Uses up the launch address as a browser would; the headers of the session that it opens. */
export async function enterConsole({ url, origin }) {
  const answer = await fetch(url, { redirect: 'manual' });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (!cookie) throw new Error(`The launch address set no cookie (status ${answer.status}).`);
  return { cookie, origin };
}

/** Sends one exchange through the console over an undici dispatcher; resolves with the answer when its last frame is there. */
export async function exchange(dispatcher, session, input = SIGNED_GET, asked = null) {
  const { statusCode, body } = await dispatcher.request({
    path: '/send',
    method: 'POST',
    headers: { ...session, 'content-type': TYPE },
    body: asked === null ? frame(input) : Buffer.concat([frame(input), framed(BYTES, asked)]),
  });
  const bytes = Buffer.from(await body.arrayBuffer());
  if (statusCode !== 200)
    throw new Error(`The console refused to send: ${statusCode} ${bytes.toString('utf8', 0, 300)}`);
  return readFrames(bytes);
}

/** Whether an exchange brought the whole of the lean target's answer. */
export function isWhole({ events, body }, expected = JSON.stringify(BODY)) {
  const status = events.find(({ type }) => type === 'head')?.head.status;
  const end = events.at(-1);
  return status === 200 && end?.type === 'end' && end.cut === null && body.toString() === expected;
}

function frame(value) {
  return framed(JSON_FRAME, Buffer.from(JSON.stringify(value)));
}

function framed(kind, payload) {
  const head = Buffer.alloc(HEAD_BYTES);
  head[0] = kind;
  head.writeUInt32BE(payload.length, 1);
  return Buffer.concat([head, payload]);
}

function readFrames(bytes) {
  const events = [];
  const parts = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at + 1);
    const payload = bytes.subarray(at + HEAD_BYTES, at + HEAD_BYTES + length);
    if (bytes[at] === JSON_FRAME) events.push(JSON.parse(payload.toString('utf8')));
    else parts.push(payload);
    at += HEAD_BYTES + length;
  }
  return { events, body: Buffer.concat(parts) };
}
