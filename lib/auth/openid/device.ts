import 'server-only';
import type { DeviceFlow } from '@/lib/auth/sign-in/contract';
import { AppError } from '@/lib/core/error';
import { openIssuer, type Program, toTokens } from './client';
import { aborted, beginFlow } from './flows';
import { pageOf } from './issuer';

/** RFC 8628 asks for five seconds between questions where the issuer says nothing. */
const USUAL_INTERVAL_S = 5;
/** Longer than a person keeps a code; some issuers would wait a day. */
const MOST_PATIENCE_S = 30 * 60;

export interface DeviceRequest {
  scopes: readonly string[];
  audience: string | undefined;
}

/** The device flow (RFC 8628): the person signs in anywhere with a short code, and this server asks until they have. */
export async function startDevice(program: Program, { scopes, audience }: DeviceRequest): Promise<DeviceFlow> {
  const session = await openIssuer(program);
  const { library, config, issuer, metadata, ask } = session;
  if (!metadata.device_authorization_endpoint) {
    throw new AppError('not-supported', `${issuer.url} does not offer to sign in on another device.`);
  }
  const extra: Record<string, string> = audience ? { audience } : {};
  const asked = scopes.length > 0 ? { ...extra, scope: scopes.join(' ') } : extra;
  const started = await ask(() => library.initiateDeviceAuthorization(config, asked));
  const seconds = Math.min(started.expires_in, MOST_PATIENCE_S);
  const shown = {
    userCode: started.user_code,
    verificationUri: pageOf(issuer, started.verification_uri, 'address to enter the code at'),
    verificationUriComplete: started.verification_uri_complete
      ? pageOf(issuer, started.verification_uri_complete, 'address to enter the code at')
      : null,
    expiresAt: Date.now() + seconds * 1000,
    intervalSeconds: started.interval ?? USUAL_INTERVAL_S,
  };
  const run = async (signal: AbortSignal) => {
    const poll = () => library.pollDeviceAuthorizationGrant(config, started, extra, { signal });
    return toTokens(await Promise.race([ask(poll), aborted(signal)]));
  };
  return { flow: beginFlow({ port: null, patienceMs: seconds * 1000, run }), ...shown };
}
