import { describe, expect, it } from 'vitest';
import type { Tokens } from '@/lib/auth/sign-in/contract';
import { aborted, beginFlow, cancelFlow, finishFlow } from './flows';

const TOKENS: Tokens = {
  accessToken: 'at',
  idToken: null,
  refreshToken: 'rt',
  expiresAt: 0,
  scope: null,
  tokenType: 'bearer',
};
const waiting = () => beginFlow({ port: null, patienceMs: 60_000, run: aborted });

describe('a sign-in that a person finishes elsewhere', () => {
  it('has an id that nobody guesses, and gives its tokens once', async () => {
    const ids = [0, 1].map(() => beginFlow({ port: null, patienceMs: 60_000, run: async () => TOKENS }));
    expect(new Set(ids).size).toBe(2);
    expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(await finishFlow(ids[0] ?? '')).toBe(TOKENS);
    await expect(finishFlow(ids[0] ?? '')).rejects.toMatchObject({ code: 'not-found' });
    await finishFlow(ids[1] ?? '');
  });

  it('is given up for newer ones, so that there are only so many', async () => {
    const first = waiting();
    const outcome = expect(finishFlow(first)).rejects.toThrow('Too many sign-ins were begun after it.');
    const others = Array.from({ length: 30 }, waiting);
    await outcome;
    for (const id of others) {
      const over = expect(finishFlow(id)).rejects.toMatchObject({ code: 'cancelled' });
      cancelFlow(id);
      await over;
    }
  });
});
