import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page, Request, WebSocket } from '@playwright/test';
import { OIDC_ACCOUNTS, OIDC_CLIENTS } from '@/sandbox/oidc/accounts';
import type { Stage } from './fixtures';

type SecretSort =
  | 'secret access key'
  | 'session token'
  | 'client secret'
  | 'API key'
  | 'password'
  | 'typed client secret'
  | 'refresh token'
  | 'typed value'
  | 'token';

export interface Secret {
  sort: SecretSort;
  value: string;
}

export const PLACES = [
  'the page',
  'local storage',
  'session storage',
  'IndexedDB',
  'an address',
  'a request',
  'an answer',
  'the server’s output',
  'the server’s files',
] as const;
type Place = (typeof PLACES)[number];

/** Where a secret of each sort may be, between browser and console; everywhere else it is a leak. */
const MAY_BE: Record<SecretSort, readonly Place[]> = {
  'secret access key': [],
  'session token': [],
  'client secret': [],
  'API key': [],
  // Only where an app client has a secret: then the server signs in.
  password: ['a request'],
  'typed client secret': ['a request'],
  // From and to the server where that signs in and renews.
  'refresh token': ['a request', 'an answer'],
  'typed value': ['a request'],
  token: ['a request', 'an answer', 'session storage'],
};

/** Answers that are longer are not looked through. */
const MOST_BYTES = 2_000_000;
const USERS = fileURLToPath(new URL('../sandbox/account/people.users.yml', import.meta.url));

/** Listens to all that goes between a browser and the console, and tells which secrets are where none belongs. */
export class Canary {
  readonly #stage: Stage;
  readonly #context: BrowserContext;
  readonly #seen: { place: Place; text: string }[] = [];
  readonly #reading: Promise<void>[] = [];

  constructor(stage: Stage, context: BrowserContext) {
    this.#stage = stage;
    this.#context = context;
    context.on('request', (request) => this.#seen.push({ place: 'an address', text: request.url() }));
    context.on('requestfinished', (request) => this.#reading.push(this.#read(request).catch(() => {})));
    const listenIn = (page: Page) => page.on('websocket', (socket) => this.#listen(socket));
    context.on('page', listenIn);
    for (const page of context.pages()) listenIn(page);
  }

  /** `a session token in local storage`, for each that is where none belongs. `planted`: what this test typed or pasted. */
  async leaks(planted: readonly Secret[] = []): Promise<string[]> {
    const secrets = [...(await this.#held()), ...planted];
    const found = (await this.#everywhere()).flatMap(({ place, text }) =>
      secrets
        .filter(({ sort, value }) => !MAY_BE[sort].includes(place) && holds(text, value))
        .map(({ sort }) => `${sort} in ${place}`),
    );
    return [...new Set(found)].sort();
  }

  async #held(): Promise<Secret[]> {
    const answer = await fetch(`${this.#stage.sandbox}/_sandbox/secrets`).catch(() => null);
    const ofAws = answer ? ((await answer.json()) as Secret[]) : []; // Switched off by the test.
    const people = [...readFileSync(USERS, 'utf8').matchAll(/(?:password|temporaryPassword|totpSecret): (\S+)/gi)];
    const passwords = [...people.map(([, value = '']) => value), ...OIDC_ACCOUNTS.map(({ password }) => password)];
    return [
      ...ofAws,
      ...passwords.map((value) => ({ sort: 'password' as const, value })),
      { sort: 'typed client secret', value: OIDC_CLIENTS.program.secret },
    ];
  }

  async #everywhere(): Promise<{ place: Place; text: string }[]> {
    await Promise.all(this.#reading);
    const pages = this.#context.pages().filter((page) => page.url().startsWith(this.#stage.origin));
    const kept = await Promise.all(pages.map(inPage));
    return [
      ...this.#seen,
      ...kept.flat(),
      { place: 'the server’s output', text: this.#stage.output() },
      ...textsIn(this.#stage.temporary).map((text) => ({ place: 'the server’s files' as const, text })),
    ];
  }

  /** What goes over the live door counts as what goes by request and answer. */
  #listen(socket: WebSocket): void {
    this.#seen.push({ place: 'an address', text: socket.url() });
    const hear = (place: Place) => (frame: { payload: string | Buffer }) => {
      if (frame.payload.length > MOST_BYTES) return;
      this.#seen.push({ place, text: frame.payload.toString('latin1') });
    };
    socket.on('framesent', hear('a request'));
    socket.on('framereceived', hear('an answer'));
  }

  async #read(request: Request): Promise<void> {
    // Scripts and styles are of the build, which knows no account; the editors alone have megabytes of them.
    if (!request.url().startsWith(this.#stage.origin) || request.url().includes('/_next/static/')) return;
    this.#seen.push({ place: 'a request', text: request.postData() ?? '' });
    const response = await request.response();
    if (!response || (await request.sizes()).responseBodySize > MOST_BYTES) return;
    const text = `${JSON.stringify(await response.allHeaders())}${(await response.body()).toString('latin1')}`;
    this.#seen.push({ place: 'an answer', text });
  }
}

/** As it is, and as it stands in an address. */
function holds(text: string, secret: string): boolean {
  return text.includes(secret) || text.includes(encodeURIComponent(secret));
}

async function inPage(page: Page): Promise<{ place: Place; text: string }[]> {
  const [local = '', session = '', databases = ''] = await page.evaluate(readStorage);
  return [
    { place: 'the page', text: await page.content() },
    { place: 'local storage', text: local },
    { place: 'session storage', text: session },
    { place: 'IndexedDB', text: databases },
  ];
}

/** Everything that the browser keeps for the page, as text. Runs in the page. */
async function readStorage(): Promise<string[]> {
  const asPromise = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const all: unknown[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await asPromise(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      all.push(await asPromise(database.transaction(store).objectStore(store).getAll()));
    }
    database.close();
  }
  return [{ ...localStorage }, { ...sessionStorage }, all].map((kept) => JSON.stringify(kept));
}

function textsIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => statSync(file).size <= MOST_BYTES)
    .map((file) => readFileSync(file, 'latin1'));
}
