import { describe, expect, it } from 'vitest';
import type { SignableRequest, SigningCredentials } from '@/lib/aws/sign';
import { AppError } from '@/lib/core/error';
import { AuthInput, type AuthScheme } from './contract';
import type { AuthContext } from './scheme';
import { authorize, isSigned, masked, ownedNames, schemes } from './schemes';

const request: SignableRequest = { method: 'GET', host: 'h', path: '/', query: [], headers: [], body: null };

const asked = () => Promise.reject(new Error('something was asked for'));
const unused: AuthContext = {
  scope: { service: 'execute-api', region: 'eu-west-1' },
  credentials: asked,
  held: asked,
  apiKey: asked,
};

function context(credentials: AuthContext['credentials']): AuthContext {
  return { ...unused, credentials };
}

describe('schemes', () => {
  it('has one for each scheme of the contract, under its own name', () => {
    const inContract = AuthInput.options.map((option) => option.shape.scheme.value);
    expect(Object.keys(schemes).sort()).toEqual([...inContract].sort());
    for (const [name, scheme] of Object.entries(schemes)) expect(scheme.id).toBe(name as AuthScheme);
  });

  it('none adds nothing and asks for no credentials', async () => {
    expect(await authorize(request, { scheme: 'none' }, unused)).toEqual({ headers: [], query: [] });
  });

  it.each([['tok.en'], ['Bearer tok.en'], ['  bearer   tok.en\n']])('bearer sends one word: %j', async (token) => {
    const proof = await authorize(request, { scheme: 'bearer', token }, unused);
    expect(proof).toEqual({ headers: [['Authorization', 'Bearer tok.en']], query: [] });
  });

  it.each([
    [
      { in: 'header', name: 'X-Token', prefix: '' },
      { headers: [['X-Token', 'tok.en']], query: [] },
    ],
    [
      { in: 'query', name: 'jwt' },
      { headers: [], query: [['jwt', 'tok.en']] },
    ],
  ] as const)('bearer puts the token where the authorizer looks: %j', async (place, proof) => {
    const auth: AuthInput = { scheme: 'bearer', token: 'Bearer tok.en', place };
    expect(await authorize(request, auth, unused)).toEqual(proof);
    const { headers, query } = ownedNames(auth);
    expect([...headers, ...query]).toEqual([place.name === 'jwt' ? 'jwt' : 'x-token']);
  });

  it('sources go where they are read, each of them', async () => {
    const values = [
      { in: 'header', name: 'X-Tenant', value: 'a' },
      { in: 'query', name: 'key', value: 'b c' },
    ] as const;
    const proof = await authorize(request, { scheme: 'sources', values: [...values] }, unused);
    expect(proof).toEqual({ headers: [['X-Tenant', 'a']], query: [['key', 'b c']] });
    expect(masked({ scheme: 'sources', values: [...values] }, proof)).toEqual({
      headers: [['X-Tenant', '••••••']],
      query: [['key', '••••••']],
    });
  });

  it.each([
    ['nothing', { in: 'header', name: 'X-A', value: ' ' }],
    ['a line break', { in: 'header', name: 'X-A', value: 'a\r\nX-Evil: 1' }],
    ['a header of the connection', { in: 'header', name: 'Host', value: 'evil' }],
  ] as const)('sources refuse %s and name the field', async (_, value) => {
    const values = [{ in: 'query' as const, name: 'ok', value: 'ok' }, value];
    await expect(authorize(request, { scheme: 'sources', values }, unused)).rejects.toMatchObject({
      code: 'invalid-input',
      detail: { field: 'auth.values.1' },
    });
  });

  it('an API key is sent by its value and shown by its name only', async () => {
    const auth: AuthInput = { scheme: 'api-key', keyId: 'k1' };
    const proof = await authorize(request, auth, { ...unused, apiKey: async (id) => `value of ${id}` });
    expect(proof.headers).toEqual([['x-api-key', 'value of k1']]);
    expect(masked(auth, proof).headers).toEqual([['x-api-key', '••••••']]);
  });

  it('held credentials sign as IAM does, and only their signature is masked', async () => {
    const auth: AuthInput = { scheme: 'held', id: 'a'.repeat(32) };
    const keys = { accessKeyId: 'ASIAHELD', secretAccessKey: 's', sessionToken: 'session' };
    const proof = await authorize(request, auth, { ...unused, held: async (id) => (id === auth.id ? keys : asked()) });
    const headers = new Map(masked(auth, proof).headers);
    expect(headers.get('authorization')).toMatch(/Credential=ASIAHELD\/.*Signature=••••••$/);
    expect(headers.get('x-amz-security-token')).toBe('••••••');
    expect(isSigned(auth)).toBe(true);
  });

  it('no shown proof holds the secret', async () => {
    const auth: AuthInput = {
      scheme: 'bearer',
      token: 'canary',
      place: { in: 'header', name: 'X-T', prefix: 'canary-' },
    };
    expect(JSON.stringify(masked(auth, await authorize(request, auth, unused)))).not.toContain('canary');
  });

  it.each(['', '  ', 'Bearer ', 'two words', 'a\r\nX-Evil: 1', 'é'])('bearer refuses %j', async (token) => {
    await expect(authorize(request, { scheme: 'bearer', token }, unused)).rejects.toMatchObject({
      code: 'invalid-input',
      detail: { field: 'auth.token' },
    });
  });

  it('iam signs with the keys of the profile that is named', async () => {
    const keys = { dev: { accessKeyId: 'AKIDDEV', secretAccessKey: 's' } };
    const added = await authorize(
      request,
      { scheme: 'iam', profile: 'dev' },
      context(async (profile) => keys[profile as 'dev']),
    );
    expect(new Map(added.headers).get('authorization')).toMatch(
      /Credential=AKIDDEV\/\d{8}\/eu-west-1\/execute-api\/aws4_request/,
    );
  });

  it.each([
    ['nothing', undefined],
    ['empty keys', { accessKeyId: '', secretAccessKey: '' }],
  ])('iam refuses to send with %s', async (_, keys) => {
    const lacking = context(async () => keys as unknown as SigningCredentials);
    await expect(authorize(request, { scheme: 'iam' }, lacking)).rejects.toMatchObject({ code: 'no-credentials' });
  });

  it('iam passes on why there are no keys', async () => {
    const expired = context(() => Promise.reject(new AppError('expired-credentials', 'Log in again.')));
    await expect(authorize(request, { scheme: 'iam' }, expired)).rejects.toMatchObject({ code: 'expired-credentials' });
  });
});
