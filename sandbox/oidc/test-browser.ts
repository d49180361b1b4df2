/** Where a chain of redirects ends, and the page that stands there. */
export interface Stop {
  url: URL;
  page: Response | null;
}

/** As much of a browser as the pages need: cookies by path-less name, and no redirect followed unseen. */
export class Browser {
  readonly #cookies = new Map<string, string>();
  readonly #home: string;

  /** `home` is the one origin whose redirects are followed. */
  constructor(home: string) {
    this.#home = home;
  }

  async open(url: string | URL, body?: Record<string, string>): Promise<Response> {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(body ? { method: 'POST', body: new URLSearchParams(body) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return answer;
  }

  /** Follows redirects as long as they stay in the sandbox; returns where they end, and the page that stands there. */
  async follow(url: string | URL): Promise<Stop> {
    const here = new URL(url);
    if (here.origin !== this.#home) return { url: here, page: null };
    const answer = await this.open(here);
    const next = answer.headers.get('location');
    return next ? this.follow(new URL(next, here)) : { url: here, page: answer };
  }

  async signIn(url: string | URL, password = 'Analytical1'): Promise<Stop> {
    const { url: form } = await this.follow(url);
    const answer = await this.open(form, { username: 'ada', password });
    const next = answer.headers.get('location');
    return next ? this.follow(new URL(next, form)) : { url: form, page: answer };
  }
}
