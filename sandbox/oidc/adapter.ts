import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Stored {
  payload: AdapterPayload;
  until: number;
}

/** Keeps what the provider stores in memory, for as long as the sandbox runs; one set of maps for each provider. */
export class MemoryStore {
  readonly #entries = new Map<string, Stored>();

  adapterOf(model: string): Adapter {
    const key = (id: string) => `${model}:${id}`;
    const find = (test: (payload: AdapterPayload) => boolean) =>
      [...this.#entries].find(([name, { payload }]) => name.startsWith(`${model}:`) && test(payload))?.[1].payload;
    return {
      upsert: async (id, payload, seconds) => {
        this.#forget();
        this.#entries.set(key(id), {
          payload,
          until: seconds ? Date.now() + seconds * 1000 : Number.POSITIVE_INFINITY,
        });
      },
      find: async (id) => this.#live(key(id)),
      findByUid: async (uid) => find((payload) => payload.uid === uid),
      findByUserCode: async (code) => find((payload) => payload.userCode === code),
      consume: async (id) => {
        const stored = this.#entries.get(key(id));
        if (stored) stored.payload.consumed = Math.floor(Date.now() / 1000);
      },
      destroy: async (id) => {
        this.#entries.delete(key(id));
      },
      revokeByGrantId: async (grantId) => {
        for (const [name, { payload }] of this.#entries) if (payload.grantId === grantId) this.#entries.delete(name);
      },
    };
  }

  #live(name: string): AdapterPayload | undefined {
    const stored = this.#entries.get(name);
    return stored && stored.until > Date.now() ? stored.payload : undefined;
  }

  #forget(): void {
    const now = Date.now();
    for (const [name, { until }] of this.#entries) if (until <= now) this.#entries.delete(name);
  }
}
