import type { Pair } from '@/lib/core/outcome';

/** One request of a page and what the other origin answers to it; `{origin}` stands for the page's own origin. */
export interface CorsCase {
  name: string;
  method: string;
  headers: Pair[];
  credentials: boolean;
  hasBody: boolean;
  /** Where it goes: another port, the same port under another name, or the page's own origin. */
  to: 'other' | 'named' | 'own';
  /** Of an opaque origin: the page runs in a sandboxed frame. */
  opaque: boolean;
  preflight: { status: number; headers: Pair[] };
  actual: { status: number; headers: Pair[] };
}

const METHODS = [
  'GET',
  'GET',
  'POST',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'HEAD',
  'OPTIONS',
  'get',
  'put',
  'patch',
  'PURGE',
];
const LONG = 'a'.repeat(129);
const REQUEST_HEADERS: Pair[] = [
  ['Authorization', 'Bearer abc'],
  ['X-Api-Key', 'k'],
  ['x-one', '1'],
  ['X-One', '2'],
  ['Content-Type', 'application/json'],
  ['Content-Type', 'text/plain'],
  ['Content-Type', 'TEXT/Plain ; charset="x"'],
  ['Content-Type', 'text/plain;charset=utf-8'],
  ['Content-Type', 'multipart/form-data; boundary=x'],
  ['Content-Type', 'application/x-www-form-urlencoded'],
  ['Content-Type', 'text/plain, text/plain'],
  ['Content-Type', 'plain'],
  ['Accept', 'application/json'],
  ['Accept', 'text/html;q="1"'],
  ['Accept', 'a(b)'],
  ['Accept', LONG],
  ['Accept-Language', 'de-CH, de;q=0.9'],
  ['Accept-Language', 'de_CH'],
  ['Content-Language', 'en'],
  ['Content-Language', 'en/us'],
  ['Range', 'bytes=0-99'],
  ['Range', 'bytes=5-'],
  ['Range', 'bytes=-5'],
  ['Range', 'bytes=9-1'],
  ['Range', 'bytes=0-1,2-3'],
  ['Range', 'bytes= 0-1'],
  ['Cookie', 'a=1'],
  ['Origin', 'https://evil.example'],
  ['Accept-Encoding', 'br'],
  ['Sec-Thing', '1'],
  ['Proxy-Thing', '1'],
  ['X-Method-Override', 'TRACE'],
  ['X-Method-Override', 'PUT'],
  ['X-Amz-Date', '20261125T000000Z'],
];
const ORIGINS = [
  '{origin}',
  '{origin}',
  '{origin}',
  '*',
  '*',
  'null',
  '{origin}/',
  '{ORIGIN}',
  'https://other.example',
  '',
];
const CREDENTIALS = ['true', 'true', 'true', 'True', 'false', ''];
const ALLOWED_METHODS = [
  '*',
  'GET, PUT,DELETE',
  'PUT',
  'PATCH,PUT,PURGE',
  'patch, put',
  'DELETE, PATCH',
  ' , PUT ,',
  'PUT DELETE',
  'GET;PUT',
  '',
];
const ALLOWED_HEADERS = [
  '*',
  '*, authorization',
  'authorization,content-type,x-one,x-api-key',
  'Authorization, Content-Type, X-One, Range, Accept, Accept-Language, Content-Language',
  'X-ONE',
  'content-type',
  'x-one x-two',
  '"x-one"',
  '',
];
const EXPOSED = ['x-answer', '*', 'X-Answer, x-more', 'x answer', 'set-cookie, x-more', ''];
const STATUSES = [204, 204, 200, 200, 201, 299, 301, 302, 304, 400, 401, 403, 404, 500, 503];
const ACTUAL_STATUSES = [200, 200, 201, 204, 400, 401, 403, 404, 429, 500, 503];

/** From a request that is allowed, one thing after the other is varied: so each rule decides alone in some case. */
export function variedCases(): CorsCase[] {
  const both = [false, true];
  const answers = (headers: Pair[]) => ({ preflight: { status: 204, headers }, actual: { status: 200, headers } });
  const varied: Partial<CorsCase>[] = [
    ...both.flatMap((credentials) =>
      ALLOWED_METHODS.flatMap((listed) =>
        [...new Set(METHODS)].map((method) => ({ method, credentials, ...answers(permissive({ methods: listed })) })),
      ),
    ),
    ...both.flatMap((credentials) =>
      ALLOWED_HEADERS.flatMap((listed) =>
        ['Authorization', 'x-one'].map((name) => ({
          ...{ credentials, headers: [[name, '1'] satisfies Pair] },
          ...answers(permissive({ headers: listed })),
        })),
      ),
    ),
    ...REQUEST_HEADERS.flatMap((header) =>
      ['*', 'x-other'].map((listed) => ({ headers: [header], ...answers(permissive({ headers: listed })) })),
    ),
    ...both.flatMap((credentials) =>
      both.flatMap((opaque) =>
        [...new Set(ORIGINS)].map((origin) => ({ ...{ credentials, opaque }, ...answers(permissive({ origin })) })),
      ),
    ),
    ...CREDENTIALS.map((value) => ({ credentials: true, ...answers(permissive({ credentials: value })) })),
    ...STATUSES.map((status) => ({ method: 'PUT', preflight: { status, headers: permissive({}) } })),
    ...both.flatMap((credentials) =>
      EXPOSED.map((exposed) => ({
        credentials,
        ...answers([...permissive({}), ['Access-Control-Expose-Headers', exposed], ['X-Answer', '1'], ['x-more', '2']]),
      })),
    ),
  ];
  return varied.map((one, at) => ({ ...ALLOWED, ...one, name: `varied ${at}` }));
}

function permissive(but: { origin?: string; credentials?: string; methods?: string; headers?: string }): Pair[] {
  return [
    ['Access-Control-Allow-Origin', but.origin ?? '{origin}'],
    ['Access-Control-Allow-Credentials', but.credentials ?? 'true'],
    ['Access-Control-Allow-Methods', but.methods ?? 'PUT, DELETE'],
    ['Access-Control-Allow-Headers', but.headers ?? 'authorization, x-one'],
  ];
}

const ALLOWED: CorsCase = {
  name: '',
  method: 'GET',
  headers: [],
  credentials: false,
  hasBody: false,
  to: 'other',
  opaque: false,
  preflight: { status: 204, headers: permissive({}) },
  actual: { status: 200, headers: permissive({}) },
};

/** The same cases each time: what fails can be looked at. */
export function generatedCases(count: number): CorsCase[] {
  const dice = new Dice(20261125);
  return Array.from({ length: count }, (_, at) => generated(at, dice));
}

function generated(at: number, dice: Dice): CorsCase {
  const method = dice.of(METHODS);
  const headers = Array.from({ length: dice.below(4) }, () => dice.of(REQUEST_HEADERS));
  const opaque = dice.chance(0.15);
  const own = opaque ? ['null', ...ORIGINS] : ORIGINS;
  const origin = dice.of(own);
  const credentials = dice.chance(0.4);
  const preflight = answered(dice, origin);
  if (dice.chance(0.85)) preflight.push(['Access-Control-Allow-Methods', dice.of(ALLOWED_METHODS)]);
  if (dice.chance(0.85)) preflight.push(['access-control-allow-headers', dice.of(ALLOWED_HEADERS)]);
  if (dice.chance(0.15)) preflight.push(['Access-Control-Allow-Headers', dice.of(ALLOWED_HEADERS)]);
  const actual = answered(dice, dice.chance(0.85) ? origin : dice.of(own));
  if (dice.chance(0.6)) actual.push(['Access-Control-Expose-Headers', dice.of(EXPOSED)]);
  if (dice.chance(0.1)) actual.push(['Access-Control-Expose-Headers', dice.of(EXPOSED)]);
  actual.push(
    ['X-Answer', '1'],
    ['x-more', '2'],
    ['ETag', '"e"'],
    ['Cache-Control', 'no-store'],
    ['Content-Type', 'text/plain'],
  );
  const to = opaque ? 'other' : dice.of(['other', 'other', 'other', 'other', 'named', 'own'] as const);
  const hasBody = dice.chance(0.3) && !/^(get|head)$/i.test(method) ? true : dice.chance(0.03);
  return {
    name: `generated ${at}`,
    ...{ method, headers, credentials, hasBody, to, opaque },
    preflight: { status: dice.chance(0.7) ? 204 : dice.of(STATUSES), headers: preflight },
    actual: { status: dice.of(ACTUAL_STATUSES), headers: actual },
  };
}

/** The part that both answers have. */
function answered(dice: Dice, origin: string): Pair[] {
  const headers: Pair[] = [];
  if (dice.chance(0.95)) headers.push(['Access-Control-Allow-Origin', origin]);
  if (dice.chance(0.06)) headers.push(['access-control-allow-origin', dice.of(ORIGINS)]);
  if (dice.chance(0.7)) headers.push(['Access-Control-Allow-Credentials', dice.of(CREDENTIALS)]);
  return headers;
}

/** Small, seeded and even enough (mulberry32). */
class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  of<T>(choices: readonly T[]): T {
    const chosen = choices[this.below(choices.length)];
    if (chosen === undefined) throw new RangeError('Nothing to choose from.');
    return chosen;
  }
}
