import { expect, test } from 'vitest';
import type { GatewayResponse, RestDetail } from '@/lib/apis/rest/contract';
import { answeringResponse } from './gateway-response';

const changed = (type: string, statusCode: string | null): GatewayResponse => ({
  ...{ type, statusCode, headers: [], templates: [] },
});
const responses = [
  changed('DEFAULT_4XX', '418'),
  changed('BAD_REQUEST_BODY', '422'),
  changed('DEFAULT_5XX', null),
  changed('INTEGRATION_TIMEOUT', '503'),
];

test.each<[errorType: string, status: number, body: string, type: string, by: string]>([
  // By what it says, whatever the status.
  ['BadRequestException', 499, '{"message":"Unsupported Media Type"}', 'UNSUPPORTED_MEDIA_TYPE', 'DEFAULT_4XX'],
  ['UnauthorizedException', 418, 'The incoming token has expired', 'EXPIRED_TOKEN', 'DEFAULT_4XX'],
  // By its status, as the API gave it.
  ['BadRequestException', 422, 'no', 'BAD_REQUEST_BODY', 'BAD_REQUEST_BODY'],
  ['InternalServerErrorException', 503, 'no', 'INTEGRATION_TIMEOUT', 'INTEGRATION_TIMEOUT'],
  ['InternalServerErrorException', 502, 'no', 'API_CONFIGURATION_ERROR', 'DEFAULT_5XX'],
  // By its type alone.
  ['MissingAuthenticationTokenException', 403, '', 'MISSING_AUTHENTICATION_TOKEN', 'DEFAULT_4XX'],
  ['NotFoundException', 404, '', 'RESOURCE_NOT_FOUND', 'DEFAULT_4XX'],
  ['ExpiredTokenException', 401, '', 'INVALID_SIGNATURE', 'DEFAULT_4XX'],
  ['SomethingNewException', 403, '', 'INVALID_SIGNATURE', 'DEFAULT_4XX'],
])('%s %d %s is %s, changed by %s', (...[errorType, status, body, ...told]) => {
  const answering = answeringResponse({ errorType, status, body }, { responses } as unknown as RestDetail);
  expect([answering?.type, answering?.changed?.type]).toEqual(told);
});

test('a type that API Gateway does not have is of somebody else', () => {
  const answer = { errorType: 'ResourceNotFoundException', status: 400, body: '' };
  expect(answeringResponse(answer, { responses } as unknown as RestDetail)).toBeNull();
});
