import { describe, expect, it } from 'vitest';
import { compileFormat } from './format';
import { FORMATS } from './known-formats';

/** What one request has to say, by AWS's names. */
const VALUES: Record<string, string> = {
  'identity.sourceIp': '203.0.113.7',
  'identity.userAgent': 'Mozilla/5.0 (X11; Linux x86_64) "quoted", and {more} <of> it',
  'identity.caller': '-',
  'identity.user': 'AROAEXAMPLE:ada@example.com',
  'identity.cognitoIdentityId': '-',
  requestTime: '25/Nov/2026:03:41:07 +0000',
  httpMethod: 'GET',
  routeKey: 'GET /notes/{id}',
  resourcePath: '/notes/{id}',
  path: '/notes/a b',
  protocol: 'HTTP/1.1',
  status: '200',
  responseLength: '1024',
  responseLatency: '-',
  requestId: 'JKJaXmPLvHcESHA=',
  extendedRequestId: 'VmKY3hg_oAMEJkw=',
  'integration.requestId': 'd1c2bff7-a0c2-4cde-8d4c-0e2bd5b0b8c4',
  awsEndpointRequestId: 'd1c2bff7-a0c2-4cde-8d4c-0e2bd5b0b8c4',
  'integration.status': '404',
  integrationStatus: '200',
  'integration.integrationStatus': '200',
  'integration.latency': '38',
  integrationLatency: '38',
  'authorizer.principalId': 'user|1',
  xrayTraceId: 'Root=1-5f84c7a9-0c2f1c9e1d3a4b5c6d7e8f90',
  eventType: 'MESSAGE',
  connectionId: 'L0SM9cOFvHcCIhw=',
  connectedAt: '1637811667123',
};

/** As the table above, read. */
const READ: Record<string, unknown> = {
  ...VALUES,
  ...{ 'identity.caller': null, 'identity.cognitoIdentityId': null, responseLatency: null },
  ...{ status: 200, responseLength: 1024, integrationStatus: 200, 'integration.status': 404 },
  ...{ 'integration.integrationStatus': 200, 'integration.latency': 38, integrationLatency: 38 },
  ...{ requestTime: Date.UTC(2026, 10, 25, 3, 41, 7), connectedAt: 1_637_811_667_123 },
};

function write(format: string, values: Record<string, string>): string {
  return format.replace(/\$context\.(\w+(?:\.\w+)*)/g, (_, name: string) => values[name] ?? '-');
}

describe('every documented format', () => {
  it.each(Object.entries(FORMATS))('%s gives one record with AWS’s names', (_, format) => {
    const { names, parse } = compileFormat(format);
    expect(names.length).toBeGreaterThan(6);
    const record = parse(write(format, VALUES));
    expect(record).not.toBeNull();
    expect(Object.fromEntries(record?.entries() ?? [])).toEqual(
      Object.fromEntries(names.map((name) => [name, READ[name]])),
    );
    expect(record?.ambiguous).toBe(false);
  });

  it.each(Object.entries(FORMATS))('%s with nothing but dashes', (_, format) => {
    const record = compileFormat(format).parse(write(format, {}));
    expect([...(record?.entries() ?? [])].map(([, value]) => value).every((value) => value === null)).toBe(true);
  });

  it.each(Object.entries(FORMATS))('%s does not read another line', (_, format) => {
    const { parse } = compileFormat(format);
    for (const line of ['', '\0', 'START RequestId: 1 Version: $LATEST', '{"half":', `${write(format, VALUES)} more`]) {
      const record = parse(line);
      // Only a format that ends in a variable of any text can take the rest in.
      if (record) expect(record.text('identity.userAgent') ?? record.text('integration.status')).toMatch(/more$/);
    }
  });
});

describe('values', () => {
  const one = (format: string, line: string) => {
    const record = compileFormat(format).parse(line);
    return record && { ...Object.fromEntries(record.entries()), ambiguous: record.ambiguous };
  };
  it.each([
    ['$context.status', '200', { status: 200, ambiguous: false }],
    ['$context.status', '', { status: null, ambiguous: false }],
    ['{"status":$context.status}', '{"status":}', { status: null, ambiguous: false }],
    ['{"status":$context.status}', '{"status":1e309}', null],
    ['{"status":$context.status}', '{"status":-1}', { status: -1, ambiguous: false }],
    [
      '{"error":$context.error.messageString}',
      '{"error":"No \\"way\\""}',
      { 'error.messageString': 'No "way"', ambiguous: false },
    ],
    ['{"error":$context.error.messageString}', '{"error":-}', { 'error.messageString': null, ambiguous: false }],
    [
      '[$context.requestTime]',
      '[31/Feb/2026:03:41:07 +0000]',
      { requestTime: '31/Feb/2026:03:41:07 +0000', ambiguous: false },
    ],
    ['[$context.requestTime]', '[01/Jan/2026:05:30:00 +0530]', { requestTime: Date.UTC(2026, 0, 1), ambiguous: false }],
    ['$context.requestTimeEpoch ', '1764042067123\r\n', { requestTimeEpoch: 1_764_042_067_123, ambiguous: false }],
    // No date is that late, and what draws it would throw.
    ['$context.requestTimeEpoch', '8640000000000001', { requestTimeEpoch: '8640000000000001', ambiguous: false }],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as the template language has it
    ['${context.status}ms', '12.5ms', { status: 12.5, ambiguous: false }],
    ['$!{context.path}!', '/x!', { path: '/x', ambiguous: false }],
    ['$context.httpMethod$context.path', 'GET/x', { httpMethod: 'GET', path: '/x', ambiguous: false }],
    ['$context.status-$context.httpMethod', '200-GET', { status: 200, httpMethod: 'GET', ambiguous: false }],
    ['$context.status.', '200.', { status: 200, ambiguous: false }],
    ['a\n  $context.status', 'a 200', { status: 200, ambiguous: false }],
    ['nothing varies', 'nothing varies', { ambiguous: false }],
    [
      '$context.authorizer.my-claim|$context.requestId',
      'a b|id',
      { 'authorizer.my-claim': 'a b', requestId: 'id', ambiguous: false },
    ],
    ['$context.requestId $context.requestId', 'a a', { requestId: 'a', ambiguous: false }],
  ])('%s of %s', (format, line, expected) => {
    expect(one(format, line)).toEqual(expected);
  });

  it('takes a name that objects have for a name', () => {
    const record = compileFormat('$context.__proto__ $context.constructor').parse('a b');
    expect([...(record?.entries() ?? [])]).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
    expect(compileFormat('x').parse('x')?.get('toString')).toBeNull();
  });

  it('says which line a stranger may have forged', () => {
    const format = '{"path":"$context.path","status":$context.status,"agent":"$context.identity.userAgent"}';
    const honest = '{"path":"/x","status":403,"agent":"curl"}';
    const forged = '{"path":"/x","status":403,"agent":"","status":200,"agent":"curl"}';
    expect(compileFormat(format).parse(honest)).toMatchObject({ ambiguous: false });
    const record = compileFormat(format).parse(forged);
    expect(record?.ambiguous).toBe(true);
    expect(record?.number('status')).toBe(403);
  });

  it('keeps what is hostile as it is', () => {
    const hostile = '\u001b]0;t\u0007\u202e\ud800\0<img src=x>","x":"';
    const record = compileFormat('"$context.identity.userAgent"').parse(`"${hostile}"`);
    expect(record?.get('identity.userAgent')).toBe(hostile);
  });
});
