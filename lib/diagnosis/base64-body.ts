import { type Cause, cause, evidence, next } from './cause';
import { answerHeader, type Failed } from './exchange';

const BINARY =
  /^(image\/(?!svg)|audio\/|video\/|font\/|application\/(octet-stream|pdf|zip|gzip|wasm|protobuf|x-protobuf|msgpack))/i;
const TEXT = /^(text\/|application\/(json|xml|javascript|x-www-form-urlencoded|.*\+json|.*\+xml))/i;

/** A body that was decoded from base64 and should not have been, or the other way round. */
export function base64Causes(failed: Failed): Cause[] {
  const type = answerHeader(failed, 'content-type') ?? '';
  const body = failed.body ?? '';
  if (BINARY.test(type) && isBase64(body)) {
    return [
      cause('likely', {
        id: 'base64-not-decoded',
        title: `The body is base64 text where the content type says ${type}: the function did not set isBase64Encoded.`,
        evidence: [evidence('body', 'Begins', body.slice(0, 48)), evidence('header', 'content-type', type)],
        next: next('Let the function answer with isBase64Encoded: true beside the base64 body.'),
      }),
    ];
  }
  if (TEXT.test(type) && isGarbled(body)) {
    return [
      cause('likely', {
        id: 'base64-decoded-twice',
        title: `The body is no text though the content type says ${type}: it was decoded from base64 that it never was.`,
        evidence: [evidence('header', 'content-type', type), evidence('body', 'Bytes', 'not UTF-8')],
        next: next('Let the function set isBase64Encoded only where its body is base64.'),
      }),
    ];
  }
  return [];
}

function isBase64(body: string): boolean {
  const text = body.trim();
  return text.length >= 16 && /^[A-Za-z0-9+/\r\n]+={0,2}$/.test(text) && /[A-Z]/.test(text) && /[a-z0-9]/.test(text);
}

/** Bytes that are no UTF-8 read as U+FFFD. A few may be another charset; many are no text. */
function isGarbled(body: string): boolean {
  const start = body.slice(0, 2_000);
  const bad = [...start].filter((letter) => letter === '\ufffd' || (letter < ' ' && !/[\t\n\r]/.test(letter))).length;
  return start.length > 0 && bad / start.length > 0.1;
}
