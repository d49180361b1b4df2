import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Authorizer } from '@/sandbox/model';
import { functionUri, KEY, route, serveApi, signed } from './test-api';

const unauthorized = { status: 401, body: '{"message":"Unauthorized"}', record: { integrationReached: false } };
const forbidden = { status: 403, body: '{"message":"Forbidden"}', record: { integrationReached: false } };
const broken = { status: 500, body: '{"message":"Internal Server Error"}', record: { integrationReached: false } };

describe('AWS_IAM', () => {
  const denied = { ...KEY, id: 'AKIADENIED', deny: ['execute-api:*'] };
  let api: Awaited<ReturnType<typeof serveApi>>;
  beforeAll(async () => {
    api = await serveApi(
      { routes: [route('GET /whoami', 'event', { authorizationType: 'AWS_IAM' })] },
      { keys: [KEY, denied] },
    );
  });
  afterAll(() => api.close());

  test('tells the integration who signed', async () => {
    const answer = await api.call('/whoami', { headers: signed('/whoami', 'api.example') });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body).requestContext.authorizer.iam).toEqual({
      ...{ accessKey: KEY.id, accountId: '111122223333', callerId: KEY.userId, userArn: KEY.arn, userId: KEY.userId },
      ...{ cognitoIdentity: null, principalOrgId: null },
    });
  });

  test.each<[string, Record<string, string>, string]>([
    ['nothing', {}, 'MissingAuthenticationToken'],
    ['a bearer token', { authorization: 'Bearer x' }, 'IncompleteSignature'],
    ['another secret', signed('/whoami', 'h', { key: { ...KEY, secret: 'x' } }), 'SignatureDoesNotMatch'],
    ['another path', signed('/other', 'h'), 'SignatureDoesNotMatch'],
    ['an unknown key', signed('/whoami', 'h', { key: { ...KEY, id: 'AKIAOTHER' } }), 'InvalidClientTokenId'],
    ['another Region', signed('/whoami', 'h', { region: 'eu-west-1' }), 'signed for execute-api in eu-west-1'],
    ['another service', signed('/whoami', 'h', { service: 'apigateway' }), 'signed for apigateway in us-east-1'],
    ['a key that may not', signed('/whoami', 'h', { key: denied }), 'is denied execute-api:*'],
  ])('%s is forbidden', async (_, headers, reason) => {
    const answer = await api.call('/whoami', { headers });
    expect(answer).toMatchObject(forbidden);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.record?.reason).toContain(reason);
    expect(JSON.stringify(answer.record)).not.toMatch(/Signature=[0-9a-f]{64}/);
  });
});

describe('JWT', () => {
  let issuing: Server;
  let issuer: string;
  let api: Awaited<ReturnType<typeof serveApi>>;
  let asked = 0;
  let mint: (claims?: JWTPayload, header?: { alg?: string; kid?: string }) => Promise<string>;

  beforeAll(async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    const keys = [{ ...(await exportJWK(publicKey)), kid: 'k1' }];
    issuing = createServer((req, res) => {
      asked++;
      const discovery = { jwks_uri: `${issuer}/keys` };
      res.end(JSON.stringify(req.url === '/keys' ? { keys } : discovery));
    });
    await new Promise<void>((resolve) => issuing.listen(0, '127.0.0.1', resolve));
    issuer = `http://127.0.0.1:${(issuing.address() as AddressInfo).port}`;
    const now = Math.floor(Date.now() / 1000);
    mint = (claims = {}, { alg = 'RS256', kid = 'k1' } = {}) => {
      const payload = { iss: issuer, aud: 'notes', exp: now + 60, scope: 'notes/read openid', ...claims };
      const key = alg === 'HS256' ? new TextEncoder().encode('a secret of thirty-two bytes or more') : privateKey;
      return new SignJWT(payload).setProtectedHeader({ alg, kid }).sign(key);
    };
    const jwt = (authorizerId: string, iss: string, source = '$request.header.Authorization'): Authorizer => ({
      ...{ authorizerId, name: authorizerId, authorizerType: 'JWT', identitySource: [source] },
      jwtConfiguration: { issuer: iss, audience: ['notes', 'other'] },
    });
    const behind = (authorizerId: string, authorizationScopes?: string[]) => ({
      ...{ authorizationType: 'JWT', authorizerId, authorizationScopes },
    });
    api = await serveApi({
      authorizers: [
        jwt('tokens', issuer),
        jwt('by-query', issuer, '$request.querystring.token'),
        jwt('slash', `${issuer}/`),
        jwt('gone', 'http://127.0.0.1:1'),
        jwt('abroad', 'https://issuer.example.com'),
      ],
      routes: [
        route('GET /me', 'event', behind('tokens', ['notes/read', 'notes/write'])),
        route('GET /any', 'event', behind('tokens')),
        route('GET /old', 'event-v1', behind('tokens', ['openid'])),
        route('GET /query', 'event', behind('by-query')),
        route('GET /slash', 'event', behind('slash')),
        route('GET /gone', 'event', behind('gone')),
        route('GET /abroad', 'event', behind('abroad')),
      ],
    });
  });
  afterAll(async () => {
    issuing.closeAllConnections();
    issuing.close();
    await api.close();
  });

  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

  test('tells the integration what the token says, as text', async () => {
    const token = await mint({ sub: 'ada', 'cognito:groups': ['a', 'b'], exp: 4_000_000_000 });
    for (const headers of [{ authorization: `Bearer ${token}` }, { authorization: token }]) {
      const answer = await api.call('/me', { headers });
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.body).requestContext.authorizer.jwt).toEqual({
        claims: {
          iss: issuer,
          aud: 'notes',
          exp: '4000000000',
          scope: 'notes/read openid',
          sub: 'ada',
          'cognito:groups': '[a b]',
        },
        scopes: ['notes/read', 'openid'],
      });
    }
    const old = await api.call('/old', bearer(token));
    expect(JSON.parse(old.body).requestContext.authorizer).toMatchObject({
      claims: { sub: 'ada' },
      scopes: ['notes/read', 'openid'],
    });
    const unscoped = await api.call('/any', bearer(token));
    expect(JSON.parse(unscoped.body).requestContext.authorizer.jwt.scopes).toBeNull();
    expect(await api.call(`/query?token=${token}`)).toMatchObject({ status: 200 });
  });

  test('asks the issuer for its keys once', async () => {
    await api.call('/me', bearer(await mint()));
    const before = asked;
    await api.call('/me', bearer(await mint()));
    await api.call('/me', bearer(await mint({}, { kid: 'other' })));
    expect(asked).toBe(before);
  });

  test('no token gets the bare challenge', async () => {
    const answer = await api.call('/me');
    expect(answer).toMatchObject(unauthorized);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(answer.headers).not.toHaveProperty('content-type');
    expect(answer.headers['apigw-requestid']).toBeDefined();
  });

  const past = 1_000_000_000;
  const future = 4_000_000_000;
  test.each<[string, () => Promise<string> | string, string]>([
    ['no JWT', () => 'opaque', 'token contains an invalid number of segments'],
    ['no JSON', () => 'a.b.c', 'token is malformed'],
    ['another algorithm', () => mint({}, { alg: 'HS256' }), 'signing method HS256 is invalid'],
    [
      'no signature',
      async () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await mint()).split('.')[1]}.`,
      'signing method none is invalid',
    ],
    ['an unknown key', () => mint({}, { kid: 'k2' }), 'unable to find a signing key that matches the kid of the token'],
    [
      'a changed payload',
      async () => (await mint()).replace(/\.(.)/, (_, c: string) => `.${c === 'e' ? 'f' : 'e'}`),
      'crypto/rsa: verification error',
    ],
    ['another issuer', () => mint({ iss: `${issuer}/` }), 'the token does not have a valid issuer'],
    ['another audience', () => mint({ aud: ['x', 'y'] }), 'the token does not have a valid audience'],
    [
      'an audience beside a good client',
      () => mint({ aud: 'x', client_id: 'notes' }),
      'the token does not have a valid audience',
    ],
    ['an end in the past', () => mint({ exp: past }), 'the token has expired'],
    ['no end', () => mint({ exp: undefined }), 'the token has expired'],
    ['a start in the future', () => mint({ nbf: future }), 'the token is not valid yet'],
    ['an issue in the future', () => mint({ iat: future }), 'the token was issued in the future'],
  ])('%s is unauthorized', async (_, token, description) => {
    const answer = await api.call('/me', bearer(await token()));
    expect(answer).toMatchObject(unauthorized);
    expect(answer.headers['www-authenticate']).toBe(
      `Bearer scope="notes/read notes/write" error="invalid_token" error_description="${description}"`,
    );
  });

  test('client_id counts where the token has no audience', async () => {
    expect(await api.call('/me', bearer(await mint({ aud: undefined, client_id: 'notes' })))).toMatchObject({
      status: 200,
    });
  });

  test('one scope of the route is enough; none is forbidden; scp counts too', async () => {
    expect(await api.call('/me', bearer(await mint({ scope: 'x notes/write' })))).toMatchObject({ status: 200 });
    expect(await api.call('/me', bearer(await mint({ scope: undefined, scp: ['notes/read'] })))).toMatchObject({
      status: 200,
    });
    expect(await api.call('/me', bearer(await mint({ scope: 'notes/rea' })))).toMatchObject(forbidden);
    expect(await api.call('/me', bearer(await mint({ scope: undefined })))).toMatchObject(forbidden);
  });

  test('an issuer is compared to the letter, and must be within reach', async () => {
    const description = async (path: string) =>
      (await api.call(path, bearer(await mint()))).headers['www-authenticate']?.split('error_description=')[1];
    expect(await description('/slash')).toBe('"the token does not have a valid issuer"');
    expect(await description('/gone')).toBe('"OIDC discovery endpoint communication error"');
    expect(await description('/abroad')).toBe('"OIDC discovery endpoint communication error"');
  });
});

describe('REQUEST', () => {
  let api: Awaited<ReturnType<typeof serveApi>>;
  beforeAll(async () => {
    const lambda = (authorizerId: string, fn: string, rest: Partial<Authorizer>): Authorizer => ({
      ...{ authorizerId, name: authorizerId, authorizerType: 'REQUEST', authorizerUri: functionUri(fn) },
      ...{ authorizerPayloadFormatVersion: '2.0', enableSimpleResponses: true },
      ...{ identitySource: ['$request.header.x-word'], ...rest },
    });
    const behind = (authorizerId: string) => ({ authorizationType: 'CUSTOM', authorizerId });
    api = await serveApi({
      authorizers: [
        lambda('simple', 'simple', {}),
        lambda('kept', 'simple', { authorizerResultTtlInSeconds: 300 }),
        lambda('two', 'simple', {
          identitySource: ['$request.header.x-word', '$request.querystring.q', '$context.routeKey'],
        }),
        lambda('policy', 'policy', {
          authorizerPayloadFormatVersion: '1.0',
          enableSimpleResponses: false,
          authorizerResultTtlInSeconds: 300,
        }),
        lambda('nobody', 'no-such-function', {}),
      ],
      routes: [
        route('GET /simple', 'event', behind('simple')),
        route('GET /kept', 'event', behind('kept')),
        route('GET /two', 'event', behind('two')),
        route('GET /policy/{name}', 'event', behind('policy')),
        route('GET /old/{name}', 'event-v1', behind('policy')),
        route('GET /nobody', 'event', behind('nobody')),
      ],
    });
  });
  afterAll(() => api.close());

  const ask = (path: string, word?: string) => api.call(path, { headers: word ? { 'x-word': word } : {} });

  test('a simple answer lets in with its context, or forbids', async () => {
    const answer = await ask('/simple', 'yes');
    expect(JSON.parse(answer.body).requestContext.authorizer).toMatchObject({ lambda: { word: 'yes' } });
    expect(await ask('/simple', 'no')).toMatchObject(forbidden);
  });

  test('a missing identity source is unauthorized without a challenge, and nobody is asked', async () => {
    for (const answer of [await ask('/simple'), await ask('/two', 'yes'), await ask('/two?q=', 'yes')]) {
      expect(answer).toMatchObject({
        ...unauthorized,
        record: { reason: expect.stringContaining('no identity source') },
      });
      expect(answer.headers).not.toHaveProperty('www-authenticate');
    }
    expect(await ask('/two?q=1', 'yes')).toMatchObject({ status: 200 });
  });

  test('"Unauthorized" is 401; a wrong shape and a missing function are the authorizer\'s own failures', async () => {
    expect(await ask('/simple', 'Unauthorized')).toMatchObject(unauthorized);
    expect(await ask('/simple', 'broken')).toMatchObject(broken);
    expect(await ask('/nobody', 'yes')).toMatchObject(broken);
  });

  test('an answer is kept for its time to live, by identity source', async () => {
    const calls = async (path: string, word: string) =>
      JSON.parse((await ask(path, word)).body).requestContext.authorizer.lambda.calls;
    const first = await calls('/kept', 'yes-a');
    expect(await calls('/kept', 'yes-a')).toBe(first);
    expect(await calls('/kept', 'yes-b')).toBeGreaterThan(first);
    expect(await calls('/simple', 'yes-a')).not.toBe(await calls('/simple', 'yes-a'));
  });

  test('a policy is judged for each method, also when it was kept', async () => {
    const arn = 'arn:aws:execute-api:us-east-1:111122223333:test1234ab/$default';
    const allow = {
      Effect: 'Allow',
      Action: 'execute-api:Invoke',
      Resource: [`${arn}/GET/policy/*`, `${arn}/GET/old/a`],
    };
    const deny = { Effect: 'Deny', Action: '*', Resource: `${arn}/GET/policy/secret` };
    const word = Buffer.from(JSON.stringify([allow, deny])).toString('base64');
    const good = await ask('/policy/a', word);
    expect(JSON.parse(good.body).requestContext.authorizer).toEqual({ lambda: { role: 'reader' } });
    expect(await ask('/policy/secret', word)).toMatchObject(forbidden);
    expect(await ask('/old/b', word)).toMatchObject(forbidden);
    const old = await ask('/old/a', word);
    expect(JSON.parse(old.body).requestContext.authorizer).toEqual({ role: 'reader', principalId: 'p1' });
  });
});
