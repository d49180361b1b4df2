import { randomBytes } from 'node:crypto';
import type { JWK } from 'jose';
import type { Configuration, KoaContextWithOIDC, ResourceServer } from 'oidc-provider';
import { escapeHtml, PAGE_HEADERS, page } from '@/sandbox/page';
import { OIDC_ACCOUNTS, OIDC_APIS, OIDC_CLIENTS } from './accounts';
import { MemoryStore } from './adapter';
import { devicePages } from './device-pages';

const HOUR = 3600;
const OPENID_SCOPES = ['openid', 'offline_access', 'profile', 'email'];

type ErrorOfTarget = new (description: string) => Error;

/** What the provider lives in; its own error comes from outside, so that the package is loaded only when it is asked. */
interface Surroundings {
  /** The path before all of its own. */
  prefix: string;
  InvalidTarget: ErrorOfTarget;
}

/** The provider as this account's third party runs it: code with PKCE, device flow, client credentials, refresh, JWTs for APIs. */
export function configurationOf(signingKey: JWK, { prefix, InvalidTarget }: Surroundings): Configuration {
  const store = new MemoryStore();
  return {
    adapter: (model) => store.adapterOf(model),
    clients: clients(),
    jwks: { keys: [signingKey as NonNullable<Configuration['jwks']>['keys'][number]] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    scopes: OPENID_SCOPES,
    claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    extraParams: ['audience'],
    findAccount: (_context, sub) => {
      const account = OIDC_ACCOUNTS.find((one) => one.sub === sub);
      if (!account) return;
      const { name, email } = account;
      return { accountId: sub, claims: async () => ({ sub, name, email, email_verified: true }) };
    },
    interactions: { url: (_context, interaction) => `${prefix}/interaction/${interaction.uid}` },
    loadExistingGrant: grantAll,
    issueRefreshToken: async (_context, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    pkce: { required: (_context, client) => client.clientAuthMethod === 'none' },
    clientBasedCORS: () => true,
    ttl: {
      AccessToken: HOUR,
      ClientCredentials: HOUR,
      IdToken: HOUR,
      DeviceCode: 600,
      Interaction: HOUR,
      Session: 8 * HOUR,
      Grant: 24 * HOUR,
      RefreshToken: 24 * HOUR,
    },
    renderError: (context, out) => {
      context.set(PAGE_HEADERS);
      const text = out.error_description ?? out.error;
      context.body = page(
        'Signing in did not work',
        `<p role="alert">${escapeHtml(text)}</p><p><code>${escapeHtml(out.error)}</code></p>`,
      );
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true, ...devicePages },
      resourceIndicators: {
        enabled: true,
        defaultResource: async (context) => defaultResource(context, InvalidTarget),
        getResourceServerInfo: async (_context, resource) => resourceServer(resource, InvalidTarget),
        useGrantedResource: async () => true,
      },
      revocation: { enabled: true },
    },
  };
}

function clients(): NonNullable<Configuration['clients']> {
  return [
    {
      client_id: OIDC_CLIENTS.people.id,
      client_name: 'Notes',
      // A native application's loopback address is good on any port: RFC 8252, 7.3.
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
      response_types: ['code'],
      redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback'],
    },
    {
      client_id: OIDC_CLIENTS.program.id,
      client_secret: OIDC_CLIENTS.program.secret,
      client_name: 'Notes service',
      token_endpoint_auth_method: 'client_secret_post',
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
    },
  ];
}

/** `audience`, as Auth0 and others call the parameter, picks the API; without it there is none, and access tokens are opaque. */
function defaultResource({ oidc }: KoaContextWithOIDC, InvalidTarget: ErrorOfTarget): string | string[] {
  const asked = oidc.params?.audience ?? (oidc.body as Record<string, unknown> | undefined)?.audience;
  if (asked === undefined) return [];
  const api = OIDC_APIS.find(({ audience }) => audience === asked);
  if (!api) throw new InvalidTarget(`Service not found: ${String(asked)}`);
  return api.resource;
}

function resourceServer(resource: string, InvalidTarget: ErrorOfTarget): ResourceServer {
  const api = OIDC_APIS.find((one) => one.resource === resource);
  if (!api) throw new InvalidTarget(`Service not found: ${resource}`);
  return {
    audience: api.audience,
    scope: api.scopes,
    accessTokenFormat: 'jwt',
    accessTokenTTL: HOUR,
    jwt: { sign: { alg: 'RS256' } },
  };
}

/** The account's own applications need no consent: whoever signs in has granted what they ask for. */
async function grantAll({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider } = oidc;
  if (!client || !session?.accountId) return;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(OPENID_SCOPES.join(' '));
  for (const { resource, scopes } of OIDC_APIS) grant.addResourceScope(resource, scopes);
  await grant.save();
  return grant;
}
