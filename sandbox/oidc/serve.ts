import type { IncomingMessage, ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import type Provider from 'oidc-provider';
import type { World } from '@/sandbox/model';
import { form, PAGE_HEADERS, page, readForm } from '@/sandbox/page';
import { OIDC_ACCOUNTS } from './accounts';
import { configurationOf } from './configuration';

/** Where the third-party issuer stands; its issuer is `{origin}/_oidc`. */
export const OIDC_PREFIX = '/_oidc';

const providers = new WeakMap<World, Promise<Provider>>();

/** Answers as a third party's OpenID provider: `oidc-provider`, a certified one, behind pages of the sandbox's own. */
export async function answerOidc(world: World, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const provider = await providerOf(world);
  const url = req.url ?? '';
  if (/^\/_oidc\/interaction\/[\w-]+$/.test(url.split('?')[0] ?? '')) return interact(provider, req, res);
  // The provider works out its own addresses from the difference between the two.
  Object.assign(req, { originalUrl: url });
  req.url = url.slice(OIDC_PREFIX.length) || '/';
  await provider.callback()(req, res);
}

function providerOf(world: World): Promise<Provider> {
  const known = providers.get(world);
  if (known) return known;
  const made = makeProvider(world.origin);
  providers.set(world, made);
  return made;
}

async function makeProvider(origin: string): Promise<Provider> {
  // Loaded when it is first asked: it is the largest part of the sandbox, and few need it.
  const { Provider, errors } = await import('oidc-provider');
  const { privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true });
  const signingKey = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' };
  const surroundings = { prefix: OIDC_PREFIX, InvalidTarget: errors.InvalidTarget };
  return new Provider(`${origin}${OIDC_PREFIX}`, configurationOf(signingKey, surroundings));
}

/** The login page; with the right password the provider goes on where it stopped. */
async function interact(provider: Provider, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const found = await provider.interactionDetails(req, res).catch(() => null);
  if (!found) return show(res, 400, '<p role="alert">This sign-in has ended. Start it again in the application.</p>');
  // Signing in is consent enough here, though a native application must ask for it each time.
  if (found.prompt.name === 'consent')
    return provider.interactionFinished(req, res, { consent: {} }, { mergeWithLastSubmission: true });
  if (req.method !== 'POST') return show(res, 200, loginForm(String(found.params.login_hint ?? '')));
  const sent = await readForm(req);
  const username = sent.get('username') ?? '';
  if (sent.get('action') === 'cancel') {
    return provider.interactionFinished(req, res, {
      error: 'access_denied',
      error_description: 'The user cancelled the sign-in.',
    });
  }
  const account = OIDC_ACCOUNTS.find((one) => one.username === username && one.password === sent.get('password'));
  if (!account) return show(res, 401, loginForm(username, 'The username or password is wrong.'));
  return provider.interactionFinished(req, res, { login: { accountId: account.sub } });
}

function loginForm(username: string, error?: string): string {
  const fields = [
    { name: 'username', label: 'Username', value: username, autocomplete: 'username' },
    { name: 'password', label: 'Password', type: 'password' as const, autocomplete: 'current-password' },
  ];
  const cancel = '<form method="post"><button type="submit" name="action" value="cancel">Cancel</button></form>';
  return `${form({ fields, button: 'Sign in', error })}${cancel}`;
}

function show(res: ServerResponse, status: number, body: string): void {
  res.writeHead(status, PAGE_HEADERS);
  res.end(page('Sign in', body));
}
