import 'server-only';
import type { Configuration, CustomFetchOptions, ServerMetadata } from 'openid-client';
import type { Tokens } from '@/lib/auth/sign-in/contract';
import { expiryOf } from '@/lib/core/token';
import { boundedFetch } from '@/lib/egress/fetch';
import { type Asked, openIdFailure } from './failure';
import { discover, type Issuer } from './issuer';

/** The program that asks an issuer for tokens. */
export interface Program {
  issuer: Issuer;
  clientId: string;
  clientSecret: string | null;
}

type Library = typeof import('openid-client');

/** An issuer that is ready to be asked, with the certified library that asks it. */
export interface Session {
  library: Library;
  config: Configuration;
  issuer: Issuer;
  metadata: ServerMetadata;
  /** Runs a call of the library; what it throws is put into words. */
  ask<T>(call: () => Promise<T>): Promise<T>;
}

/** Opens an issuer. `redirectUri`: sent letter by letter as it is registered, whatever a URL parser makes of it. */
export async function openIssuer(program: Program, redirectUri?: string): Promise<Session> {
  const { issuer, clientId, clientSecret } = program;
  const [library, metadata] = await Promise.all([import('openid-client'), discover(issuer)]);
  const config = new library.Configuration(metadata, clientId, undefined, clientAuth(library, metadata, clientSecret));
  if (issuer.emulator !== null) library.allowInsecureRequests(config);
  // Over TLS the library would take an ID token by its claims alone; here its signature counts too.
  library.enableNonRepudiationChecks(config);
  const asked: Asked = { issuer: issuer.url, skewMs: null };
  config[library.customFetch] = async (url, options) => {
    const answer = await boundedFetch(url, requestOf(options, redirectUri), { emulator: issuer.emulator });
    const date = Date.parse(answer.headers.get('date') ?? '');
    if (!Number.isNaN(date)) asked.skewMs = date - Date.now();
    return answer;
  };
  const ask = async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await call();
    } catch (error) {
      throw openIdFailure(error, asked);
    }
  };
  return { library, config, issuer, metadata, ask };
}

/** As the issuer says it wants it (RFC 8414, 2: `client_secret_basic` where it says nothing). */
function clientAuth(library: Library, metadata: ServerMetadata, secret: string | null) {
  if (secret === null) return library.None();
  const methods = metadata.token_endpoint_auth_methods_supported;
  if (methods?.includes('client_secret_post')) return library.ClientSecretPost(secret);
  return library.ClientSecretBasic(secret);
}

function requestOf({ method, headers, body, signal }: CustomFetchOptions, redirectUri: string | undefined) {
  const form = body instanceof URLSearchParams ? new URLSearchParams(body) : null;
  if (redirectUri !== undefined && form?.has('redirect_uri')) form.set('redirect_uri', redirectUri);
  return { method, headers, body: form?.toString() ?? (typeof body === 'string' ? body : null), signal };
}

/** A token answer as the browser gets it. `before`: the refresh token that stays good where no new one is given. */
export function toTokens(answer: TokenAnswer, before: string | null = null): Tokens {
  const lifetime = answer.expires_in === undefined ? null : answer.expires_in * 1000;
  return {
    accessToken: answer.access_token,
    idToken: answer.id_token ?? null,
    refreshToken: answer.refresh_token ?? before,
    expiresAt: lifetime === null ? (expiryOf(answer.access_token) ?? Date.now() + 3_600_000) : Date.now() + lifetime,
    scope: answer.scope ?? null,
    tokenType: answer.token_type,
  };
}

interface TokenAnswer {
  access_token: string;
  token_type: string;
  id_token?: string | undefined;
  refresh_token?: string | undefined;
  scope?: string | undefined;
  expires_in?: number | undefined;
}
