import { expect, test } from 'vitest';
import { customEndpoint, isEmulator } from './endpoint';

const files = {
  configFile: {
    default: {},
    own: { endpoint_url: 'http://127.0.0.1:4566' },
    each: { services: 'local', endpoint_url: 'http://127.0.0.1:1' },
    deaf: { endpoint_url: 'http://127.0.0.1:4566', ignore_configured_endpoint_urls: 'true' },
    'services.local': { 'apigatewayv2.endpoint_url': 'http://127.0.0.1:2', 'api_gateway.endpoint_url': 'http://v1' },
  },
  credentialsFile: {},
};

test.each([
  ['AWS itself', 'default', {}, null],
  ['the profile', 'own', {}, 'http://127.0.0.1:4566'],
  ['the services section before the profile', 'each', {}, 'http://127.0.0.1:2'],
  ['the environment before the files', 'each', { AWS_ENDPOINT_URL: 'http://env:3/' }, 'http://env:3'],
  [
    'the variable of the service before the general one',
    'own',
    { AWS_ENDPOINT_URL: 'http://env:3', AWS_ENDPOINT_URL_APIGATEWAYV2: 'http://env:4' },
    'http://env:4',
  ],
  ['another service is another matter', 'default', { AWS_ENDPOINT_URL_API_GATEWAY: 'http://env:5' }, null],
  ['ignored by the environment', 'own', { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }, null],
  ['ignored by the profile', 'deaf', { AWS_ENDPOINT_URL: 'http://env:3' }, null],
  ['an unknown profile', 'constructor', {}, null],
])('the endpoint of API Gateway: %s', (_, profile, env, endpoint) => {
  expect(customEndpoint('ApiGatewayV2', profile, files, env)).toBe(endpoint);
});

test('a service whose name has a space', () => {
  expect(customEndpoint('API Gateway', 'each', files, {})).toBe('http://v1');
});

test.each(['localhost:4566', 'ftp://x', 'nonsense'])('%s is not an endpoint', (url) => {
  expect(() => customEndpoint('STS', 'default', files, { AWS_ENDPOINT_URL: url })).toThrow(/not an http or https/);
});

test.each([
  [null, false],
  ['http://127.0.0.1:4566', true],
  ['http://localhost.localstack.cloud:4566', true],
  ['https://vpce-1.apigateway.eu-west-1.vpce.amazonaws.com', false],
  ['https://apigateway.cn-north-1.amazonaws.com.cn', false],
  ['https://amazonaws.com.evil.example', true],
])('%s stands in for AWS: %s', (endpoint, expected) => {
  expect(isEmulator(endpoint)).toBe(expected);
});
