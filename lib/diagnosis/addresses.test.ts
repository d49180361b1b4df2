import { describe, test } from 'vitest';
import { checkRow, get, keyed, type Row } from '@/lib/diagnosis/row-rig';
import { type Call, call, rig, withSandbox } from '@/lib/diagnosis/sandbox-rig';

withSandbox('refusing');

const rest = (route: string, more: Partial<Call> = {}): Call => get(route, { api: 'refusing', stage: 's', ...more });
const http = (more: Partial<Call> = {}): Call => get('GET /fine', { api: 'refusing-http', stage: 'live', ...more });
const shop = (key: string) => ({ through: { domain: 'shop.refusing.localhost', key } });
const partners = (key: string) => ({ through: { domain: 'partners.refusing.localhost', key } });
const FINE = rest('GET /fine');
const SCRIPT: Call['query'] = [['q', '<SCRIPT>']];

/** Where mappings lead after somebody has changed them, and the console has read them before. */
async function mapped(key: string, change: { key?: string; stage?: string }, one: Call): Promise<Call> {
  await call(one);
  const regions = rig.sandbox.world.accounts.flatMap((account) => [...account.regions.values()]);
  const domain = regions.flatMap(({ domains }) => domains?.get('shop.refusing.localhost') ?? [])[0];
  const mapping = domain?.mappings.find((known) => known.key === key);
  if (mapping) Object.assign(mapping, change);
  return one;
}

const REST: Row[] = [
  {
    what: 'a stage that there is not',
    status: 403,
    id: 'no-stage',
    certainty: 'certain',
    says: 'has no stage gone',
    call: rest('GET /fine', { stage: 'gone' }),
    control: FINE,
  },
  {
    what: 'a disabled endpoint',
    status: 403,
    id: 'endpoint-disabled',
    certainty: 'certain',
    says: 'default endpoint of this API is disabled',
    call: rest('GET /fine', { api: 'refusing-closed' }),
    control: rest('GET /fine', { api: 'refusing-closed', ...shop('closed') }),
  },
  {
    what: 'a private API from outside its VPC',
    status: 403,
    id: 'private-api',
    certainty: 'certain',
    says: 'answers only within a VPC',
    shows: ['VPC endpoints', 'vpce-0123'],
    call: rest('GET /fine', { api: 'refusing-private' }),
    control: FINE,
  },
  {
    what: 'a resource policy that lets in others only',
    status: 403,
    id: 'resource-policy',
    certainty: 'certain',
    says: 'does not let this caller in',
    call: rest('GET /fine', { api: 'refusing-fenced' }),
    control: FINE,
  },
  {
    what: 'a web ACL, by what the access log says',
    status: 403,
    id: 'waf',
    certainty: 'certain',
    says: 'The web ACL refusing-wall of AWS WAF blocked the request',
    shows: ['Access log', 'WAF_FILTERED'],
    call: rest('GET /fine', { query: SCRIPT }),
    control: rest('GET /fine', { query: [['q', 'script']] }),
  },
  {
    what: 'a web ACL without a log',
    status: 403,
    id: 'waf',
    certainty: 'likely',
    says: 'stands before the stage unlogged',
    shows: ['Web ACL', '/webacl/refusing-wall/'],
    call: rest('GET /fine', { stage: 'unlogged', query: SCRIPT }),
    control: rest('GET /fine', { stage: 'unlogged', query: [['q', 'script']] }),
  },
  {
    what: 'a web ACL where a good key was sent',
    status: 403,
    id: 'waf',
    certainty: 'certain',
    says: 'blocked the request',
    call: async () => rest('GET /keyed', { query: SCRIPT, identity: keyed('refusing-many') }),
    control: async () => rest('GET /keyed', { identity: keyed('refusing-many') }),
  },
  {
    what: 'a key that is switched off, behind a web ACL',
    status: 403,
    id: 'api-key-refused',
    certainty: 'likely',
    says: 'is disabled',
    call: async () => rest('GET /keyed', { identity: keyed('refusing-off') }),
    control: async () => rest('GET /keyed', { identity: keyed('refusing-many') }),
  },
  {
    what: 'a domain without a mapping for the path',
    status: 403,
    id: 'no-mapping',
    certainty: 'certain',
    says: 'No mapping of the domain shop.refusing.localhost takes this path',
    shows: ['Mappings', '/moved'],
    call: () => mapped('v1', { key: 'moved' }, rest('GET /fine', shop('v1'))),
    control: () => mapped('moved', { key: 'v1' }, FINE).then(() => rest('GET /fine', shop('v1'))),
  },
  {
    what: 'a mapping to a stage that there is not',
    status: 403,
    id: 'mapped-elsewhere',
    certainty: 'certain',
    says: 'leads to the stage old',
    call: () => mapped('v1', { stage: 'old' }, rest('GET /fine', shop('v1'))),
    control: () => mapped('v1', { stage: 's' }, FINE).then(() => rest('GET /fine', shop('v1'))),
  },
  {
    what: 'a domain that asks for a client certificate',
    status: 403,
    id: 'client-certificate',
    certainty: 'certain',
    says: 'asks for a client certificate (mutual TLS)',
    call: rest('GET /fine', partners('')),
    control: rest('GET /fine', shop('v1')),
  },
  {
    what: 'the host of no API',
    status: 403,
    id: 'wrong-host',
    certainty: 'likely',
    says: 'no custom domain called nobody.execute-api.localhost',
    call: async () =>
      rest('GET /fine', { base: rig.sandbox.origin.replace('127.0.0.1', 'nobody.execute-api.localhost') }),
    control: FINE,
  },
];

const HTTP: Row[] = [
  {
    what: 'no stage $default',
    status: 404,
    id: 'no-stage',
    certainty: 'certain',
    says: 'has no stage $default',
    call: http({ stage: '$default' }),
    control: http(),
  },
  {
    what: 'a disabled endpoint, and not through a domain',
    status: 404,
    id: 'endpoint-disabled',
    certainty: 'certain',
    says: 'default endpoint of this API is disabled',
    call: http({ api: 'refusing-http-closed', stage: '$default' }),
    control: http({ api: 'refusing-http-closed', stage: '$default', ...shop('http-closed') }),
  },
  {
    what: 'a domain without a mapping for the path',
    status: 403,
    id: 'no-mapping',
    certainty: 'certain',
    says: 'No mapping of the domain shop.refusing.localhost takes this path',
    call: () => mapped('http', { key: 'moved' }, http(shop('http'))),
    control: () => mapped('moved', { key: 'http' }, http()).then(() => http(shop('http'))),
  },
  {
    what: 'a domain that asks for a client certificate',
    status: 403,
    id: 'client-certificate',
    certainty: 'certain',
    says: 'asks for a client certificate (mutual TLS)',
    call: http(partners('http')),
    control: http(shop('http')),
  },
];

describe('each address at which a REST API does not answer', () => {
  test.each(REST)('$status for $what: $id', checkRow);
});

describe('each address at which an HTTP API does not answer', () => {
  test.each(HTTP)('$status for $what: $id', checkRow);
});
