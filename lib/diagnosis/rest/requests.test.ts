import { describe, test } from 'vitest';
import { after, checkRow, get, keyed, type Row } from '@/lib/diagnosis/row-rig';
import { type Call, withSandbox } from '@/lib/diagnosis/sandbox-rig';

withSandbox('refusing');

const at = (route: string, more: Partial<Call> = {}): Call => get(route, { api: 'refusing', stage: 's', ...more });
const changed = (route: string, more: Partial<Call> = {}): Call => at(route, { api: 'refusing-changed', ...more });
const text = (body: string) => new TextEncoder().encode(body);
const FINE = at('GET /fine');
const WORKS = at('GET /function');
const how = (word: string): Call => at('GET /function', { query: [['how', word]] });
const SHOP: Call['headers'] = [['X-Shop', 'a']];
const XML: Call['headers'] = [['Content-Type', 'application/xml']];
const JSON_TYPE: Call['headers'] = [['Content-Type', 'application/json']];
const order = (body: string): Call => at('POST /orders', { headers: [...SHOP, ...JSON_TYPE], body: text(body) });

const ROWS: Row[] = [
  // 400, 413, 415, 431: the request itself.
  {
    what: 'a header that is required',
    status: 400,
    id: 'parameter-missing',
    certainty: 'certain',
    says: 'asks for X-Shop',
    call: at('POST /orders', { headers: JSON_TYPE, body: text('{"isbn":"1"}') }),
    control: order('{"isbn":"1"}'),
  },
  {
    what: 'a body that does not fit its model',
    status: 400,
    id: 'body-invalid',
    certainty: 'certain',
    says: 'does not fit the model',
    call: order('{"title":"?"}'),
    control: order('{"isbn":"1"}'),
  },
  {
    what: 'a body that is too large',
    status: 413,
    id: 'payload-too-large',
    certainty: 'certain',
    says: 'API Gateway takes 10 MB',
    call: at('POST /upload', { body: new Uint8Array(10 * 1024 * 1024 + 1) }),
    control: at('POST /upload', { body: new Uint8Array(1024) }),
  },
  {
    what: 'headers that are too large',
    status: 431,
    id: 'headers-too-large',
    certainty: 'certain',
    says: 'API Gateway takes 10,240',
    call: at('GET /fine', { headers: [['X-Long', 'a'.repeat(10_240)]] }),
    control: FINE,
  },
  {
    what: 'a content type without a mapping template',
    status: 415,
    id: 'media-type',
    certainty: 'certain',
    says: 'has a mapping template for application/xml, and refuses application/json',
    call: at('POST /xml', { headers: JSON_TYPE, body: text('{}') }),
    control: at('POST /xml', { headers: XML, body: text('<a/>') }),
  },
  // 429: limits.
  {
    what: 'the quota of a usage plan',
    status: 429,
    id: 'quota-exceeded',
    certainty: 'certain',
    says: 'quota of the usage plan is used up',
    call: () => after(at('GET /metered', { identity: keyed('refusing-few') })),
    control: async () => at('GET /metered', { identity: keyed('refusing-many') }),
  },
  {
    what: 'the limit of a usage plan for a method',
    status: 429,
    id: 'throttled-plan',
    certainty: 'likely',
    says: 'The usage plan many for GET /paced takes 0.001',
    call: () => after(at('GET /paced', { identity: keyed('refusing-many') })),
    control: async () => at('GET /keyed', { identity: keyed('refusing-many') }),
  },
  {
    what: 'the limit of a usage plan',
    status: 429,
    id: 'throttled-plan',
    certainty: 'likely',
    says: 'The usage plan slow takes 0.001',
    call: () => after(at('GET /keyed', { stage: 'unlogged', identity: keyed('refusing-slow') })),
    control: async () => at('GET /keyed', { identity: keyed('refusing-many') }),
  },
  {
    what: 'the limit of a method',
    status: 429,
    id: 'throttled-method',
    certainty: 'likely',
    says: 'GET /limited in s takes 0.001',
    call: () => after(at('GET /limited')),
    control: FINE,
  },
  {
    what: 'the limit of a stage',
    status: 429,
    id: 'throttled-stage',
    certainty: 'likely',
    says: 'Each method of narrow takes 0.001',
    call: () => after(at('GET /fine', { stage: 'narrow' })),
    control: FINE,
  },
  // 500, 502, 504: what stands behind.
  {
    what: 'a mock whose template sets no status',
    status: 500,
    id: 'integration-failed',
    certainty: 'likely',
    says: 'mapping template',
    call: at('GET /unset'),
    control: FINE,
  },
  {
    what: 'a function that throws',
    status: 502,
    id: 'function-error',
    certainty: 'certain',
    says: 'refusing-fn ended with an error',
    call: how('throw'),
    control: WORKS,
  },
  {
    what: 'an answer of a wrong shape',
    status: 502,
    id: 'malformed-response',
    certainty: 'likely',
    says: 'answered in a shape',
    call: how('shape'),
    control: WORKS,
  },
  {
    what: 'an integration that takes too long',
    status: 504,
    id: 'integration-timeout',
    certainty: 'certain',
    says: 'gave no answer within 1 s',
    call: how('sleep'),
    control: WORKS,
  },
  {
    what: 'an upstream that is down',
    status: 504,
    id: 'upstream-unreachable',
    certainty: 'likely',
    says: 'could not reach http://127.0.0.1:1/',
    call: at('GET /down'),
    control: FINE,
  },
];

/** The same, where the API gave the answer another status or body. */
const CHANGED: Row[] = [
  {
    what: 'no such path, which has a status of its own',
    status: 200,
    id: 'no-route',
    certainty: 'certain',
    says: 'Did you mean GET /fine?',
    shows: ['Gateway response', 'MISSING_AUTHENTICATION_TOKEN, was given the status 200 in place of 403'],
    call: changed('GET /fine', { path: '/fin' }),
    control: changed('GET /fine'),
  },
  {
    what: 'no key, which is told as all of 4xx are',
    status: 418,
    id: 'api-key-missing',
    certainty: 'certain',
    says: 'asks for an API key',
    shows: [
      'Gateway response',
      'INVALID_API_KEY, as DEFAULT_4XX, was given the status 418 in place of 403 and a body of its own',
    ],
    call: changed('GET /keyed'),
    control: changed('GET /fine'),
  },
  {
    what: 'a missing source, which is told as all of 4xx are',
    status: 418,
    id: 'source-missing',
    certainty: 'certain',
    says: 'X-Gate',
    shows: ['Gateway response', 'UNAUTHORIZED, as DEFAULT_4XX'],
    call: changed('GET /gated'),
    control: changed('GET /gated', {
      identity: { kind: 'sources', id: 's', label: 'Typed', values: [{ in: 'header', name: 'X-Gate', value: 'good' }] },
    }),
  },
  {
    what: 'a body that does not fit, by its status alone',
    status: 422,
    id: 'body-invalid',
    certainty: 'certain',
    says: 'does not fit the model',
    shows: ['Gateway response', 'BAD_REQUEST_BODY, was given the status 422 in place of 400 and a body of its own'],
    call: changed('POST /orders', { headers: [...SHOP, ...JSON_TYPE], body: text('{}') }),
    control: changed('POST /orders', { headers: [...SHOP, ...JSON_TYPE], body: text('{"isbn":"1"}') }),
  },
  {
    what: 'a signature that cannot be read',
    status: 401,
    id: 'signature-incomplete',
    certainty: 'certain',
    says: 'cannot read the Authorization header',
    shows: ['Gateway response', 'INVALID_SIGNATURE, was given the status 401 in place of 403'],
    call: changed('GET /signed', { headers: [['Authorization', 'AWS4-HMAC-SHA256 Credential=nobody']] }),
    control: changed('GET /fine'),
  },
  {
    what: 'an integration that takes too long',
    status: 503,
    id: 'integration-timeout',
    certainty: 'certain',
    says: 'within 1 s',
    shows: ['Gateway response', 'INTEGRATION_TIMEOUT, was given the status 503 in place of 504'],
    call: changed('GET /function', { query: [['how', 'sleep']] }),
    control: changed('GET /function'),
  },
];

describe('each way in which a REST API refuses a request, or gets no answer to it', () => {
  test.each(ROWS)('$status for $what: $id', checkRow);
});

describe('the same where the API writes the answer in its own way', () => {
  test.each(CHANGED)('$status for $what: $id', checkRow);
});
