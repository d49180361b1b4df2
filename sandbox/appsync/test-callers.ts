import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { issueTokens } from '@/sandbox/cognito/tokens';
import { DEMO_SECRET } from '@/sandbox/keys';
import { type Listening, listen } from '@/sandbox/listen';
import { OIDC_CLIENTS } from '@/sandbox/oidc/accounts';
import { createWorld } from '@/sandbox/world';
import type { AuthMode } from './auth/provider';
import type { GraphqlApi } from './model';

/** The demo's GraphQL APIs, served on a free port. */
export async function listenWithGraph(): Promise<Listening> {
  return listen(createWorld(), 0);
}

export const regionOf = ({ world }: Listening) => world.accounts[0]?.regions.get('us-east-1');

export function apiNamed(sandbox: Listening, name: string): GraphqlApi {
  const found = [...(regionOf(sandbox)?.graphql?.apis.values() ?? [])].find((api) => api.name === name);
  if (!found) throw new Error(`There is no GraphQL API ${name}.`);
  return found;
}

/** Where an API answers, by path: a name of its own below `localhost` is not known to every computer. */
export function endpointOf(sandbox: Listening, name = 'notes-graph'): string {
  return `${sandbox.origin}/appsync-api/${apiNamed(sandbox, name).apiId}/graphql`;
}

export const keyOf = (sandbox: Listening, name = 'notes-graph') => apiNamed(sandbox, name).apiKeys[0]?.id ?? '';

/** What a person of the notes' pool gets when signing in. */
export async function poolTokens(
  sandbox: Listening,
  username: string,
  { client: name = 'notes-web', now = Date.now() } = {},
) {
  for (const pool of regionOf(sandbox)?.cognito?.userPools.values() ?? []) {
    const user =
      pool.users.get(username) ?? [...pool.users.values()].find(({ attributes }) => attributes.email === username);
    const client = [...pool.clients.values()].find((one) => one.name === name);
    if (!user || !client) continue;
    const scopes = ['aws.cognito.signin.user.admin'];
    const grant = {
      username,
      clientId: client.id,
      scopes,
      originJti: 'test',
      authTime: now,
      until: now,
      revoked: false,
    };
    const { AccessToken, IdToken = '' } = await issueTokens({ pool, client, user, grant, now });
    return { access: AccessToken, id: IdToken };
  }
  throw new Error(`Nobody is called ${username}.`);
}

/** A token of the third-party issuer for a program. */
export async function openIdToken({ origin }: Listening, audience = 'notes'): Promise<string> {
  const { id, secret } = OIDC_CLIENTS.program;
  const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret, audience };
  const answer = await fetch(`${origin}/_oidc/token`, { method: 'POST', body: new URLSearchParams(form) });
  const { access_token } = (await answer.json()) as { access_token: string };
  return access_token;
}

class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: Parameters<typeof createHmac>[1]) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  }

  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

const DEMO = { accessKeyId: 'AKIASANDBOXDEMO00001', secretAccessKey: DEMO_SECRET };

/** Signs a POST as AWS's own signer does, with the headers that AppSync's clients sign. */
export async function signedFields(
  url: string,
  body: string,
  {
    service = 'appsync',
    region = 'us-east-1',
    credentials = DEMO,
  }: { service?: string; region?: string; credentials?: typeof DEMO & { sessionToken?: string } } = {},
): Promise<Record<string, string>> {
  const { host, hostname, port, pathname, protocol } = new URL(url);
  // AppSync's clients send no hash of the body along.
  const signer = new SignatureV4({
    credentials,
    region,
    service,
    sha256: Sha256 as never,
    applyChecksum: false,
  });
  const headers = {
    host,
    accept: 'application/json, text/javascript',
    'content-encoding': 'amz-1.0',
    'content-type': 'application/json; charset=UTF-8',
  };
  const request = { method: 'POST', protocol, hostname, port: Number(port), path: pathname, query: {}, headers, body };
  return (await signer.sign(request)).headers;
}

/** What proves who asks, in each of the five modes, for one body that is posted to one address. */
export async function provedIn(mode: AuthMode, sandbox: Listening, { url, body }: { url: string; body: string }) {
  const { host } = new URL(url);
  const proofs: Record<AuthMode, () => Promise<Record<string, string>>> = {
    API_KEY: async () => ({ 'x-api-key': keyOf(sandbox) }),
    AWS_IAM: () => signedFields(url, body),
    AMAZON_COGNITO_USER_POOLS: async () => ({ Authorization: (await poolTokens(sandbox, 'alice')).access }),
    OPENID_CONNECT: async () => ({ Authorization: await openIdToken(sandbox) }),
    AWS_LAMBDA: async () => ({ Authorization: 'let-me-in' }),
  };
  return { host, ...(await proofs[mode]()) };
}

export const bodyOf = (query: string, variables: object = {}) => JSON.stringify({ query, variables });

/** Posts an operation, and reads the answer. */
export async function postTo(url: string, body: string, headers: Record<string, string>) {
  // The Host header is the connection's own.
  const { host: _, ...others } = headers;
  const answer = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...others } });
  return { status: answer.status, headers: answer.headers, ...JSON.parse(await answer.text()) };
}
