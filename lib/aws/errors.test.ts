import { describe, expect, test } from 'vitest';
import { AppError } from '@/lib/core/error';
import { type AwsCall, translate } from './errors';

const aws: AwsCall = {
  service: 'API Gateway',
  operation: 'GetApis',
  region: 'eu-west-1',
  profile: 'dev',
  endpoint: null,
  emulator: false,
  command: 'aws sso login --profile dev',
};
const local: AwsCall = { ...aws, endpoint: 'http://127.0.0.1:4566', emulator: true };

function thrown(name: string, message: string, status?: number, more: object = {}) {
  return Object.assign(new Error(message), {
    name,
    ...(status ? { $metadata: { httpStatusCode: status } } : {}),
    ...more,
  });
}

const HTML =
  'Unexpected token \'<\', "<html>hi</html>" is not valid JSON\n  Deserialization error: to see the raw response, inspect the hidden field {error}.$response on this object.';

// The texts are those of AWS, the SDK 3.1169, LocalStack and moto.
test.each<[string, AwsCall, Error, string]>([
  ['throttled', aws, thrown('TooManyRequestsException', 'Too Many Requests', 429), 'throttled'],
  ['throttled, CloudFormation', aws, thrown('Throttling', 'Rate exceeded', 400), 'throttled'],
  [
    'expired',
    aws,
    thrown('ExpiredTokenException', 'The security token included in the request is expired', 403),
    'expired-credentials',
  ],
  ['expired, STS', aws, thrown('ExpiredToken', 'The provided token has expired.', 400), 'expired-credentials'],
  [
    'unknown key',
    aws,
    thrown('UnrecognizedClientException', 'The security token included in the request is invalid.', 403),
    'no-credentials',
  ],
  [
    'unknown key, STS',
    aws,
    thrown('InvalidClientTokenId', 'The security token included in the request is invalid.', 403),
    'no-credentials',
  ],
  [
    'wrong secret',
    aws,
    thrown(
      'InvalidSignatureException',
      'The request signature we calculated does not match the signature you provided.',
      403,
    ),
    'no-credentials',
  ],
  ['stalled', aws, thrown('TimeoutError', 'the request socket timed out after 10000 ms of inactivity'), 'timed-out'],
  ['reset', aws, thrown('TimeoutError', 'socket hang up', undefined, { code: 'ECONNRESET' }), 'unreachable'],
  ['no DNS', aws, thrown('Error', 'getaddrinfo ENOTFOUND x', undefined, { code: 'ENOTFOUND' }), 'unreachable'],
  [
    'untrusted proxy',
    aws,
    thrown('Error', 'self-signed certificate in certificate chain', undefined, { code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
    'unreachable',
  ],
  [
    'refused on both families',
    local,
    new AggregateError([thrown('Error', 'connect', undefined, { code: 'ECONNREFUSED' })]),
    'unreachable',
  ],
  ['aborted', aws, thrown('AbortError', 'Request aborted'), 'cancelled'],
  [
    'no such API',
    aws,
    thrown('NotFoundException', 'Invalid API identifier specified 123456789012:abc', 404),
    'not-found',
  ],
  ['no such stack', aws, thrown('ValidationError', 'Stack for abc does not exist', 400), 'not-found'],
  ['refused input', aws, thrown('BadRequestException', 'Invalid value for MaxResults', 400), 'invalid-input'],
  ['a captive portal', aws, thrown('SyntaxError', HTML, 200), 'unreachable'],
  ['AWS down', aws, thrown('InternalFailure', 'x', 500), 'unreachable'],
  ['moto: not implemented', local, thrown('SyntaxError', HTML, 500), 'not-supported'],
  [
    'LocalStack: not implemented',
    local,
    thrown('Unknown', "API for service 'apigatewayv2' not yet implemented or pro feature", 501),
    'not-supported',
  ],
  [
    'S3 answers instead',
    local,
    thrown('SyntaxError', 'Unexpected token \'<\', "<?xml vers"... is not valid JSON', 404),
    'not-supported',
  ],
  ['a path that is not there', local, thrown('Unknown', 'Not Found', 404), 'not-supported'],
  ['unknown operation', local, thrown('UnknownOperationException', '', 404), 'not-supported'],
  ['emulator, no such API', local, thrown('NotFoundException', 'Invalid API identifier specified', 404), 'not-found'],
  ['emulator behind a dead proxy', local, thrown('SyntaxError', HTML, 502), 'unreachable'],
  ['anything else', aws, thrown('Surprise', 'x'), 'unexpected'],
])('%s', (_, call, error, code) => {
  const failure = translate(error, call);
  expect(failure.code).toBe(code);
  expect(failure.cause).toBe(error);
  expect(failure.message).toMatch(/^[A-Z"h].*[.]$/s);
});

describe('a refusal names the action and the resource', () => {
  test.each([
    [
      'User: arn:aws:iam::123456789012:user/x is not authorized to perform: apigateway:GET on resource: arn:aws:apigateway:us-east-1::/apis because no identity-based policy allows the apigateway:GET action',
      { action: 'apigateway:GET', resource: 'arn:aws:apigateway:us-east-1::/apis' },
    ],
    [
      'User: arn:aws:sts::1:assumed-role/dev/me is not authorized to perform: cloudformation:ListStacks with an explicit deny in a service control policy',
      { action: 'cloudformation:ListStacks' },
    ],
    ['User is not authorized to access this resource', {}],
  ])('%s', (text, detail) => {
    const failure = translate(thrown('AccessDeniedException', text, 403), aws);
    expect(failure).toMatchObject({ code: 'access-denied', detail: { profile: 'dev' } });
    expect(failure.detail).toEqual({ ...detail, profile: 'dev' });
  });
});

test('what is to be done comes along', () => {
  expect(translate(thrown('ExpiredToken', 'x', 400), aws).detail).toEqual({ command: aws.command, profile: 'dev' });
  const refused = thrown('Error', 'connect ECONNREFUSED', undefined, { code: 'ECONNREFUSED' });
  expect(translate(refused, local).message).toBe(
    'Nothing answers at http://127.0.0.1:4566 (ECONNREFUSED). Start the emulator, or correct AWS_ENDPOINT_URL or the endpoint_url of the profile.',
  );
});

test('an emulator that answers wrongly is not said to lack the operation', () => {
  const error = thrown('TypeError', 'Expected real number, got implicit NaN\n  Deserialization error: to see', 200);
  expect(translate(error, local).message).toMatch(/answers GetApis otherwise than AWS does, so/);
  expect(translate(thrown('SyntaxError', HTML, 500), local).message).toMatch(/does not offer GetApis\.$/);
});

test('our own errors pass unchanged', () => {
  const own = new AppError('not-found', 'It is gone.');
  expect(translate(own, aws)).toBe(own);
});
