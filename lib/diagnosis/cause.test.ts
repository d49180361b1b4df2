import { expect, it } from 'vitest';
import { MASK } from '@/lib/core/redact';
import { evidence } from './cause';

it.each([
  [
    'what AWS repeats of a header that it cannot read',
    "'Bearer canary-0123' not a valid key=value pair (missing equal-sign) in Authorization header: 'Bearer canary-0123'.",
    `'Bearer ${MASK}' not a valid key=value pair (missing equal-sign) in Authorization header: 'Bearer ${MASK}'.`,
  ],
  [
    'what a function printed',
    'ERROR Refused {"token":"canary","user":"ann"}',
    `ERROR Refused {"token":"${MASK}","user":"ann"}`,
  ],
  [
    'an address with a signature',
    'GET https://a/x?X-Amz-Signature=canary&y=1',
    `GET https://a/x?X-Amz-Signature=${MASK}&y=1`,
  ],
  [
    'a challenge, which is no secret',
    'Bearer resource_metadata="https://a/b", error="invalid_token"',
    'Bearer resource_metadata="https://a/b", error="invalid_token"',
  ],
])('evidence holds no secret: %s', (_, text, shown) => {
  expect(evidence('body', 'Message', text).text).toBe(shown);
});
