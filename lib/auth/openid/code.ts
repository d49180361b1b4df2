import 'server-only';
import type { CodeFlow, Tokens } from '@/lib/auth/sign-in/contract';
import { AppError } from '@/lib/core/error';
import {
  type Arrival,
  type Catcher,
  catchRedirect,
  type LoopbackAddress,
  loopbackAddress,
} from '@/lib/egress/loopback';
import { openIssuer, type Program, type Session, toTokens } from './client';
import { aborted, beginFlow, giveUpPort, inTurn, PATIENCE_MS } from './flows';
import { pageOf } from './issuer';

export interface CodeRequest {
  redirectUri: string;
  scopes: readonly string[];
  audience: string | undefined;
}

interface Proofs {
  pkceCodeVerifier: string;
  expectedState: string;
  /** Only where an ID token is asked for. */
  expectedNonce?: string;
}

/**
 * Authorization code with PKCE (RFC 7636, S256), state and nonce, for an application on this computer (RFC 8252): the
 * person signs in on the issuer's page, and the redirect is caught by a listener that lives for this sign-in alone.
 */
export async function startCode(program: Program, request: CodeRequest): Promise<CodeFlow> {
  const address = loopbackAddress(request.redirectUri);
  const session = await openIssuer(program, request.redirectUri);
  pageOf(session.issuer, session.metadata.authorization_endpoint, 'login page');
  return inTurn(address.port, () => begin(session, request, address));
}

async function begin(session: Session, request: CodeRequest, address: LoopbackAddress): Promise<CodeFlow> {
  await giveUpPort(address.port);
  const { library } = session;
  const proofs: Proofs = {
    pkceCodeVerifier: library.randomPKCECodeVerifier(),
    expectedState: library.randomState(),
    ...(request.scopes.includes('openid') ? { expectedNonce: library.randomNonce() } : {}),
  };
  const catcher = await catchRedirect(address, proofs.expectedState);
  try {
    const url = await authorizationUrl(session, request, proofs);
    const run = (signal: AbortSignal) => finish(session, { catcher, proofs, signal });
    return { flow: beginFlow({ port: address.port, patienceMs: PATIENCE_MS, run }), url };
  } catch (error) {
    catcher.close();
    throw error;
  }
}

async function authorizationUrl({ library, config }: Session, request: CodeRequest, proofs: Proofs): Promise<string> {
  const url = library.buildAuthorizationUrl(config, {
    redirect_uri: request.redirectUri,
    scope: request.scopes.join(' '),
    state: proofs.expectedState,
    code_challenge: await library.calculatePKCECodeChallenge(proofs.pkceCodeVerifier),
    code_challenge_method: 'S256',
    ...(proofs.expectedNonce ? { nonce: proofs.expectedNonce } : {}),
    ...(request.audience ? { audience: request.audience } : {}),
  });
  return url.href;
}

interface Waiting {
  catcher: Catcher;
  proofs: Proofs;
  signal: AbortSignal;
}

async function finish(session: Session, { catcher, proofs, signal }: Waiting): Promise<Tokens> {
  try {
    const arrival = await Promise.race([catcher.arrival, aborted(signal)]);
    return await Promise.race([exchange(session, arrival, proofs), aborted(signal)]);
  } finally {
    catcher.close();
  }
}

async function exchange({ library, config, ask }: Session, arrival: Arrival, proofs: Proofs): Promise<Tokens> {
  try {
    const tokens = await ask(() => library.authorizationCodeGrant(config, arrival.url, { ...proofs }));
    arrival.answer({ good: true, sentence: 'You are signed in. This window can be closed.' });
    return toTokens(tokens);
  } catch (error) {
    const why = error instanceof AppError ? error.message : 'The sign-in did not work.';
    arrival.answer({ good: false, sentence: `${why} This window can be closed.` });
    throw error;
  }
}
