import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

const PREFIX = '/_issuer';
/** The one client that may ask for tokens. */
const CLIENT_ID = 'notes';
const DEFAULT_LIFETIME = 3600;

interface SigningKey {
  privateKey: CryptoKey;
  publicJwk: JWK;
}

let made: Promise<SigningKey> | undefined;

/** A small OpenID issuer at `{origin}/_issuer`: discovery, keys, and tokens by client credentials. */
export async function answerIssuer(origin: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const issuer = `${origin}${PREFIX}`;
  const path = (req.url ?? '').split('?')[0]?.slice(PREFIX.length) ?? '';
  if (req.method === 'GET' && path === '/.well-known/openid-configuration') return json(res, 200, discovery(issuer));
  if (req.method === 'GET' && path === '/jwks.json') return json(res, 200, { keys: [(await signingKey()).publicJwk] });
  if (req.method === 'POST' && path === '/token') return token(issuer, req, res);
  return json(res, 404, { error: 'not_found' });
}

function discovery(issuer: string): Record<string, unknown> {
  return {
    issuer,
    jwks_uri: `${issuer}/jwks.json`,
    token_endpoint: `${issuer}/token`,
    grant_types_supported: ['client_credentials'],
    response_types_supported: ['token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic', 'none'],
  };
}

/**
 * `aud`, `scope`, `sub` and `expires_in` of the form decide what the token says, so that every refusal of an authorizer can be met:
 * an empty `aud` leaves the claim out, a negative `expires_in` gives a token that has expired.
 */
async function token(issuer: string, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const form = new URLSearchParams(await text(req));
  if (form.get('grant_type') !== 'client_credentials') return json(res, 400, { error: 'unsupported_grant_type' });
  const clientId = form.get('client_id') ?? basicUser(req.headers.authorization);
  if (clientId !== CLIENT_ID) return json(res, 401, { error: 'invalid_client' });
  const lifetime = Number(form.get('expires_in') ?? DEFAULT_LIFETIME);
  if (!Number.isInteger(lifetime)) return json(res, 400, { error: 'invalid_request' });

  const now = Math.floor(Date.now() / 1000);
  const scope = form.get('scope') ?? '';
  const { privateKey, publicJwk } = await signingKey();
  const signed = await new SignJWT({ client_id: clientId, scope, ...audience(form) })
    .setProtectedHeader({ alg: 'RS256', kid: publicJwk.kid, typ: 'at+jwt' })
    .setIssuer(issuer)
    .setSubject(form.get('sub') ?? clientId)
    .setIssuedAt(Math.min(now, now + lifetime - 1))
    .setExpirationTime(now + lifetime)
    .setJti(randomUUID())
    .sign(privateKey);
  json(res, 200, { access_token: signed, token_type: 'Bearer', expires_in: lifetime, scope });
}

function audience(form: URLSearchParams): { aud?: string | string[] } {
  const values = form.has('aud') ? form.getAll('aud').filter((value) => value !== '') : [CLIENT_ID];
  if (values.length === 0) return {};
  return { aud: values.length === 1 ? values[0] : values };
}

function signingKey(): Promise<SigningKey> {
  made ??= generateKeyPair('RS256', { modulusLength: 2048 }).then(async ({ privateKey, publicKey }) => {
    const jwk = await exportJWK(publicKey);
    return { privateKey, publicJwk: { ...jwk, kid: randomUUID(), use: 'sig', alg: 'RS256' } };
  });
  return made;
}

function basicUser(authorization: string | undefined): string | undefined {
  const encoded = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
  return encoded && decodeURIComponent(Buffer.from(encoded, 'base64').toString().split(':')[0] ?? '');
}

async function text(req: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of req.setEncoding('utf8') as AsyncIterable<string>) {
    body += chunk;
    if (body.length > 65_536) throw new Error('The form is longer than 64 KB.');
  }
  return body;
}

function json(res: ServerResponse, status: number, value: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  res.end(JSON.stringify(value));
}
