import { describe, test } from 'vitest';
import { type Identity, profiled } from '@/components/identity/identity';
import { checkRow, get, keyed, type Row } from '@/lib/diagnosis/row-rig';
import { type Call, pasted, rig, withSandbox } from '@/lib/diagnosis/sandbox-rig';

withSandbox();

const live = (route: string, more: Partial<Call> = {}): Call => get(route, { api: 'bookshop', stage: 'live', ...more });
const source = (name: string, value: string): Identity => ({
  kind: 'sources',
  id: 's',
  label: 'Typed',
  values: [{ in: 'header', name, value }],
});
const hook = (value: string) => live('POST /payments', { identity: source('X-Hook-Token', value) });
const GENRE: Call['query'] = [['genre', 'novel']];
const HEALTH = live('GET /health');
const BOOKS = live('GET /books', { query: GENRE });

/** A signature in good form that nobody made. */
function bogus(): Call['headers'] {
  const date = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${date.slice(0, 8)}/us-east-1/execute-api/aws4_request`;
  const signature = 'a'.repeat(64);
  return [
    [
      'Authorization',
      `AWS4-HMAC-SHA256 Credential=AKIASANDBOXDEMO00001/${scope}, SignedHeaders=host;x-amz-date, Signature=${signature}`,
    ],
    ['X-Amz-Date', date],
  ];
}

async function allowing(policy: object[], one: Call): Promise<Call> {
  const name = [...rig.sandbox.world.accounts.flatMap(({ regions }) => [...regions.values()])]
    .flatMap(({ functions }) => [...functions.keys()])
    .find((one) => one.endsWith('orders-shop') || one.endsWith('bookshop-shop'));
  const url = `${rig.sandbox.origin}/_sandbox/functions/${name}/policy`;
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(policy) });
  if (!answer.ok) throw new Error(await answer.text());
  return one;
}

const ROWS: Row[] = [
  {
    what: 'no such path',
    status: 403,
    id: 'no-route',
    certainty: 'certain',
    says: 'Did you mean GET /books?',
    call: live('GET /books', { path: '/book' }),
    control: BOOKS,
  },
  {
    what: 'another method',
    status: 403,
    id: 'no-route',
    certainty: 'certain',
    says: 'take PATCH /books',
    call: live('GET /books', { method: 'PATCH' }),
    control: BOOKS,
  },
  {
    what: 'a bearer token to no path',
    status: 403,
    id: 'no-route',
    certainty: 'certain',
    says: 'take GET /book.',
    call: live('GET /books', { path: '/book', headers: [['Authorization', 'Bearer abc']] }),
    control: BOOKS,
  },
  {
    what: 'a method that is not deployed',
    status: 403,
    id: 'undeployed',
    certainty: 'certain',
    says: 'is not deployed to the stage live',
    call: live('GET /wishlist'),
    control: HEALTH,
  },
  {
    what: 'no key',
    status: 403,
    id: 'api-key-missing',
    certainty: 'certain',
    says: 'asks for an API key and none was sent',
    call: live('GET /stock'),
    control: async () => live('GET /stock', { identity: keyed('bookshop-partner') }),
  },
  {
    what: 'a key without a plan',
    status: 403,
    id: 'api-key-refused',
    certainty: 'likely',
    says: 'in no usage plan of the stage live',
    call: async () => live('GET /stock', { identity: keyed('bookshop-former-partner') }),
    control: async () => live('GET /stock', { identity: keyed('bookshop-partner') }),
  },
  {
    what: 'no signature',
    status: 403,
    id: 'unsigned',
    certainty: 'certain',
    says: 'asks for a SigV4 signature',
    call: live('GET /sales'),
    control: live('GET /sales', { identity: profiled(null) }),
  },
  {
    what: 'a signature that nobody made',
    status: 403,
    id: 'signature-by-hand',
    certainty: 'likely',
    says: 'is none of this key for this request',
    call: async () => live('GET /sales', { headers: bogus() }),
    control: live('GET /sales', { identity: profiled(null) }),
  },
  {
    what: 'a resource policy',
    status: 403,
    id: 'resource-policy',
    certainty: 'certain',
    says: 'resource policy of the API denies',
    call: live('DELETE /orders/{id}', { path: '/orders/1' }),
    control: HEALTH,
  },
  {
    what: 'a missing identity source',
    status: 401,
    id: 'source-missing',
    certainty: 'certain',
    says: 'asks for the header X-Hook-Token',
    call: live('POST /payments'),
    control: hook('hook-let-me-in'),
    controlStatus: 202,
  },
  {
    what: 'a token of a wrong form',
    status: 401,
    id: 'source-unfit',
    certainty: 'certain',
    says: 'must match hook-',
    call: hook('nothing'),
    control: hook('hook-let-me-in'),
    controlStatus: 202,
  },
  {
    what: 'an authorizer that denies',
    status: 403,
    id: 'authorizer-denied',
    certainty: 'certain',
    says: 'denies this method',
    call: hook('hook-other'),
    control: hook('hook-let-me-in'),
    controlStatus: 202,
  },
  {
    what: 'an authorizer that answers nonsense',
    status: 500,
    id: 'authorizer-failed',
    certainty: 'likely',
    says: 'failed or answered in a wrong shape',
    call: hook('hook-broken'),
    control: hook('hook-let-me-in'),
    controlStatus: 202,
  },
  {
    what: 'no token',
    status: 401,
    id: 'token-missing',
    certainty: 'certain',
    says: 'No token was sent',
    call: live('GET /orders'),
    control: HEALTH,
  },
  {
    what: 'an opaque token',
    status: 401,
    id: 'token-format',
    certainty: 'certain',
    says: 'no JWT',
    call: live('GET /orders', { identity: pasted('opaque') }),
    control: HEALTH,
  },
  {
    what: 'a parameter that is required',
    status: 400,
    id: 'parameter-missing',
    certainty: 'certain',
    says: 'asks for genre',
    call: live('GET /books'),
    control: BOOKS,
  },
  {
    what: 'a function that lets nobody in',
    status: 500,
    id: 'lambda-permission',
    certainty: 'certain',
    says: 'API Gateway may not invoke',
    call: () => allowing([], BOOKS),
    control: () => allowing([{}], BOOKS),
  },
  {
    what: 'a backend that says no',
    status: 404,
    id: 'backend-answered',
    certainty: 'certain',
    says: 'answered 404 itself',
    call: live('GET /books/{isbn}', { path: '/books/none' }),
    control: live('GET /books/{isbn}', { path: '/books/9780141439518' }),
  },
];

describe('each way in which a call of a REST API fails', () => {
  test.each(ROWS)('$status for $what: $id', checkRow);
});
