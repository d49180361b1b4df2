import 'server-only';
import type { ServerMetadata } from 'openid-client';
import type { IssuerSource } from '@/lib/auth/sign-in/contract';
import { AppError, type Failure, toFailure } from '@/lib/core/error';
import { discover, type Issuer } from './issuer';

const NOTHING: IssuerSource['offers'] = { code: false, device: false, clientCredentials: false };

/** What an issuer offers. That its document cannot be read is a fact too: a pasted token can still be used. */
export async function readIssuer(
  issuer: Issuer,
): Promise<Pick<IssuerSource, 'issuer' | 'offers' | 'scopesSupported' | 'problem'>> {
  try {
    const metadata = await discover(issuer);
    return {
      issuer: issuer.url,
      offers: offersOf(metadata),
      scopesSupported: metadata.scopes_supported ?? null,
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const problem: Failure = toFailure(error);
    return { issuer: issuer.url, offers: NOTHING, scopesSupported: null, problem };
  }
}

/** What is left out of the lists counts as offered where the endpoint is there: few issuers write all of them. */
function offersOf(metadata: ServerMetadata): IssuerSource['offers'] {
  const { authorization_endpoint, token_endpoint, device_authorization_endpoint } = metadata;
  const grants = metadata.grant_types_supported;
  const challenges = metadata.code_challenge_methods_supported;
  const allows = (grant: string) => grants === undefined || grants.includes(grant);
  const pkce = challenges === undefined || challenges.includes('S256');
  return {
    code: Boolean(authorization_endpoint && token_endpoint) && pkce && allows('authorization_code'),
    device: Boolean(device_authorization_endpoint && token_endpoint),
    clientCredentials: Boolean(token_endpoint) && allows('client_credentials'),
  };
}
