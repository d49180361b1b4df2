import 'server-only';
import { userPoolEndpoints } from '@/lib/aws/account';

/** The origins that stand in for Cognito's user pools in any profile, for the policy of a page: the browser signs in there by itself. */
export async function userPoolOrigins(): Promise<string[]> {
  const origins = (await userPoolEndpoints()).map((endpoint) => new URL(endpoint).origin);
  // A host may hold characters that would end the directive.
  return [...new Set(origins)].filter((origin) => /^https?:\/\/[\w.:[\]-]+$/.test(origin)).slice(0, 50);
}
