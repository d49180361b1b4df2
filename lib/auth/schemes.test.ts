import { describe, expect, it } from 'vitest';
import type { SignableRequest, SigningCredentials } from '@/lib/aws/sign';
import { AppError } from '@/lib/core/error';
import { AuthInput, type AuthScheme } from './contract';
import type { AuthContext } from './scheme';
import { authorize, schemes } from './schemes';

const request: SignableRequest = { method: 'GET', host: 'h', path: '/', query: [], headers: [], body: null };

function context(credentials: AuthContext['credentials']): AuthContext {
  return { region: 'eu-west-1', credentials };
}

const unused = context(() => Promise.reject(new Error('credentials were asked for')));

describe('schemes', () => {
  it('has one for each scheme of the contract, under its own name', () => {
    const inContract = AuthInput.options.map((option) => option.shape.scheme.value);
    expect(Object.keys(schemes).sort()).toEqual([...inContract].sort());
    for (const [name, scheme] of Object.entries(schemes)) expect(scheme.id).toBe(name as AuthScheme);
  });

  it('none adds nothing and asks for no credentials', async () => {
    expect(await authorize(request, { scheme: 'none' }, unused)).toEqual([]);
  });

  it.each([['tok.en'], ['Bearer tok.en'], ['  bearer   tok.en\n']])('bearer sends one word: %j', async (token) => {
    expect(await authorize(request, { scheme: 'bearer', token }, unused)).toEqual([['Authorization', 'Bearer tok.en']]);
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
    expect(new Map(added).get('authorization')).toMatch(
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
