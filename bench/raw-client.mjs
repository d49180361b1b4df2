import { createHash, createHmac } from 'node:crypto';
import { API_ID, BODY, KEY, REGION } from './target-account.mjs';

const PATH = `/_aws/execute-api/${API_ID}/$default/fast`;

/** The same signed request without the console: signed once for all, so that only the way is measured. */
export function presigned(origin, now = new Date()) {
  const date = `${now.toISOString().replace(/[-:]|\.\d+/g, '')}`;
  const scope = `${date.slice(0, 8)}/${REGION}/execute-api/aws4_request`;
  const host = new URL(origin).host;
  const names = 'host;x-amz-date';
  const canonical = [
    'GET',
    PATH.replaceAll('$', '%24'),
    '',
    `host:${host}\nx-amz-date:${date}\n`,
    names,
    sha256(''),
  ].join('\n');
  const key = scope.split('/').reduce((secret, part) => hmac(secret, part), `AWS4${KEY.secret}`);
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`).toString('hex');
  return {
    path: PATH,
    method: 'GET',
    headers: {
      'x-amz-date': date,
      authorization: `AWS4-HMAC-SHA256 Credential=${KEY.id}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
    },
  };
}

/** Sends it over an undici dispatcher; true where the whole answer came. */
export async function sendRaw(dispatcher, request) {
  const { statusCode, body } = await dispatcher.request(request);
  return statusCode === 200 && (await body.text()) === JSON.stringify(BODY);
}

function hmac(key, text) {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}
