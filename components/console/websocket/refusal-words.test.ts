import { describe, expect, test } from 'vitest';
import type { Asked } from '@/components/identity/asked';
import { type Refused, refusalReason } from './refusal-words';

const asked = (values: Partial<Asked>): Asked => ({
  auth: 'none',
  authorizerId: null,
  issuer: null,
  audience: [],
  scopes: [],
  sources: [],
  ...values,
});
const connect = (values: Partial<Asked>, keyRequired = false) => ({
  asked: asked(values),
  keyRequired,
  authorizer: 'members',
  integration: 'chat',
});
const header = asked({ auth: 'lambda', sources: [{ in: 'header', name: 'Authorization' }] });
const query = asked({ auth: 'lambda', sources: [{ in: 'query', name: 'token' }] });

function why(status: number, type: string | null, more: Partial<Refused>): string {
  const headers: [string, string][] =
    type === null ? [] : [['x-amzn-ErrorType', `${type}:http://internal.amazon.com/`]];
  return refusalReason({
    head: { status, headers },
    body: '',
    request: { target: '/prod', headers: [] },
    stage: 'prod',
    stages: ['prod'],
    connect: connect({}),
    ...more,
  }).why;
}

const sent = (name: string, value: string): Partial<Refused> => ({
  request: { target: '/prod', headers: [[name, value]] },
});

describe('why a handshake was refused', () => {
  test.each<[string, [number, string | null, Partial<Refused>], string]>([
    [
      'no header',
      [401, 'UnauthorizedException', { connect: connect(header) }],
      'asks for the header Authorization, which was not sent',
    ],
    [
      'an empty header',
      [401, 'UnauthorizedException', { connect: connect(header), ...sent('authorization', '') }],
      'was not sent',
    ],
    [
      'no parameter',
      [401, 'UnauthorizedException', { connect: connect(query), request: { target: '/prod?token=', headers: [] } }],
      'the query parameter token',
    ],
    [
      'an unknown token',
      [401, 'UnauthorizedException', { connect: connect(header), ...sent('authorization', '•') }],
      'answered “Unauthorized”',
    ],
    [
      'denied',
      [403, 'ForbiddenException', { connect: connect(header), ...sent('authorization', '•') }],
      'denies this connection',
    ],
    ['another stage', [403, 'ForbiddenException', { stage: 'test' }], 'no stage test'],
    ['not signed', [403, 'MissingAuthenticationTokenException', { connect: connect({ auth: 'iam' }) }], 'carries none'],
    [
      'expired',
      [403, 'ExpiredTokenException', { connect: connect({ auth: 'iam' }), ...sent('Authorization', 'AWS4') }],
      'have expired',
    ],
    [
      'not allowed',
      [403, 'AccessDeniedException', { connect: connect({ auth: 'iam' }), ...sent('Authorization', 'AWS4') }],
      'lacks execute-api:Invoke on …/prod/$connect',
    ],
    [
      'presigned and not allowed',
      [
        403,
        'AccessDeniedException',
        { connect: connect({ auth: 'iam' }), request: { target: '/prod?X-Amz-Signature=ab', headers: [] } },
      ],
      'lacks execute-api:Invoke',
    ],
    ['no key', [403, 'ForbiddenException', { connect: connect({}, true) }], 'asks for an API key and none was sent'],
    [
      'a wrong key',
      [403, 'ForbiddenException', { connect: connect({}, true), ...sent('X-Api-Key', '•') }],
      'in no usage plan of the stage prod',
    ],
    ['its function', [403, null, {}], 'The integration of $connect, chat, answered 403 itself'],
    [
      'gateway by its body',
      [403, null, { body: '{"message":"Forbidden","connectionId":"a=","requestId":"b="}' }],
      'before $connect is asked',
    ],
    ['a teapot', [418, null, {}], 'answered 418 itself'],
    ['thrown', [502, 'InternalServerErrorException', {}], 'The function of $connect threw'],
    [
      'a broken authorizer',
      [500, 'InternalServerErrorException', { connect: connect(header) }],
      'authorizer’s function threw',
    ],
    ['too many', [429, 'LimitExceededException', {}], 'throttled'],
    ['no subprotocol', [101, null, {}], 'no subprotocol'],
  ])('%s', (_, [status, type, more], expected) => {
    expect(why(status, type, more)).toContain(expected);
  });
});
