import { expect, it } from 'vitest';
import { newTotpSecret, totpCode, totpStep } from './totp';

/** `12345678901234567890`, the secret of RFC 6238, appendix B; its codes are the last six digits of the table's. */
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

it.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at %d seconds the code is %s', (seconds, code) => {
  expect(totpCode(SECRET, seconds * 1000)).toBe(code);
});

it('takes the code of one step to either side, and no other', () => {
  const secret = newTotpSecret();
  expect(secret).toMatch(/^[A-Z2-7]{52}$/);
  const at = 1_800_000_000_000;
  const offsets = [-60, -30, 0, 30, 60].map((seconds) => totpStep(secret, totpCode(secret, at + seconds * 1000), at));
  const now = at / 30_000;
  expect(offsets).toEqual([undefined, now - 1, now, now + 1, undefined]);
});
