import type { Asked } from './asked';
import type { HeldIdentity, Pasted, SignedIn } from './identity';

// What the tests of this folder have in common.

export const NOW = Date.UTC(2026, 0, 1);
export const POOL = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Abc';
export const OTHER_POOL = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Xyz';

function part(value: unknown): string {
  return btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export function jwt(claims: Record<string, unknown>): string {
  return `${part({ alg: 'RS256', kid: 'k' })}.${part({ exp: NOW / 1_000 + 600, ...claims })}.c2ln`;
}

export function asked(values: Partial<Asked> = {}): Asked {
  return { auth: 'jwt', authorizerId: 'auth1', issuer: POOL, audience: ['web'], scopes: [], sources: [], ...values };
}

export function signedIn(id: string, values: Partial<SignedIn> = {}): SignedIn {
  const source = { type: 'user-pool', account: { region: 'eu-west-1' }, poolId: 'eu-west-1_Abc' } as const;
  return {
    kind: 'user-pool',
    id,
    label: id,
    issuer: POOL,
    realm: 'people',
    source,
    clientId: 'web',
    tokens: {
      accessToken: jwt({ iss: values.issuer ?? POOL, client_id: 'web', token_use: 'access', scope: 'notes/read' }),
      idToken: jwt({ iss: values.issuer ?? POOL, aud: 'web', token_use: 'id' }),
      refreshToken: `refresh-of-${id}`,
      expiresAt: NOW + 600_000,
      scope: null,
      tokenType: 'Bearer',
    },
    renewBy: { by: 'browser', region: 'eu-west-1', endpoint: null, clientId: 'web', deviceKey: null },
    ...values,
  };
}

export function pasted(token: string): Pasted {
  return { kind: 'pasted', id: 'pasted', label: 'pasted', token };
}

export function held(values: Partial<HeldIdentity['held']> = {}, mfaSerial: string | null = null): HeldIdentity {
  const account = { region: 'eu-west-1' };
  return {
    kind: 'held',
    id: 'role',
    label: 'role',
    held: {
      id: 'a'.repeat(32),
      arn: 'arn:aws:sts::123456789012:assumed-role/r/s',
      account: '123456789012',
      accessKeyId: 'ASIA…WXYZ',
      expiresAt: NOW + 600_000,
      renews: false,
      identityId: null,
      ...values,
    },
    from: {
      type: 'role',
      assumption: { account, roleArn: 'arn:aws:iam::123456789012:role/r', sessionName: 's', mfaSerial },
    },
  };
}
