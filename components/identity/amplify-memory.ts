import type { Tokens } from '@/lib/auth/sign-in/contract';
import { claim, decodeToken, timeClaim } from '@/lib/core/token';

/** What Amplify wants of a storage, kept in memory: nothing of a sign-in is written anywhere. */
export class AmplifyMemory {
  readonly #values = new Map<string, string>();

  async setItem(key: string, value: string): Promise<void> {
    this.#values.set(key, value);
  }

  async getItem(key: string): Promise<string | null> {
    return this.#values.get(key) ?? null;
  }

  async removeItem(key: string): Promise<void> {
    this.#values.delete(key);
  }

  async clear(): Promise<void> {
    this.#values.clear();
  }

  /** The tokens of the one sign-in in here; Amplify's own API does not give the refresh token away. */
  tokens(now: number): Tokens | null {
    const accessToken = this.#ending('.accessToken');
    if (accessToken === null) return null;
    const reading = decodeToken(accessToken);
    const payload = reading.ok ? reading.token.payload : {};
    const scope = claim(payload, 'scope');
    return {
      accessToken,
      idToken: this.#ending('.idToken'),
      refreshToken: this.#ending('.refreshToken'),
      // By how long it is good and not by the issuer's clock, which need not be this computer's.
      expiresAt: now + (timeClaim(payload, 'exp') ?? 0) - (timeClaim(payload, 'iat') ?? 0),
      scope: typeof scope === 'string' ? scope : null,
      tokenType: 'Bearer',
    };
  }

  /** A pool that remembers devices refreshes only for the device that signed in. */
  deviceKey(): string | null {
    return this.#ending('.deviceKey');
  }

  #ending(end: string): string | null {
    for (const [key, value] of this.#values) if (key.endsWith(end)) return value;
    return null;
  }
}
