import type { AppSyncAuth, AppSyncKey, AppSyncMode } from '@/lib/apis/appsync-base/contract';
import type { Failed } from '@/lib/diagnosis/exchange';
import type { Seeker } from '@/lib/diagnosis/findings';
import type { Signed } from '@/lib/diagnosis/signer';

/** What the kinds that AppSync serves know of an API in common. */
export interface AppSyncApi {
  auth: readonly AppSyncAuth[];
  keys: readonly AppSyncKey[];
  /** `host:port` of an emulator; null against AWS. */
  pinnedTo: string | null;
  visibility?: 'GLOBAL' | 'PRIVATE';
}

/** What was to be done, and what it takes. */
export interface Doing {
  /** In the middle of a sentence: `the API`, `publishing to chat`. */
  what: string;
  /** The modes in which it may be done. */
  modes: readonly AppSyncMode[];
  /** What IAM asks of whoever signs, and on what. */
  permission: string;
  resource: string;
}

/** Something that AppSync refused, with its own words for it. */
export interface AppSyncSpot {
  failed: Failed;
  api: AppSyncApi;
  /** The mode that was chosen for it. */
  chosen: AppSyncAuth;
  doing: Doing;
  type: string | null;
  message: string;
  seeker: Seeker;
}

/** The same as a signed call. */
export function signedAs({ failed, doing: { permission, resource }, seeker }: AppSyncSpot): Signed {
  return { failed, permission, resource, account: null, seeker };
}

export const MODE_NAMES: Record<AppSyncMode, string> = {
  API_KEY: 'API key',
  AWS_IAM: 'IAM',
  AMAZON_COGNITO_USER_POOLS: 'Cognito user pool',
  OPENID_CONNECT: 'OpenID Connect',
  AWS_LAMBDA: 'Lambda authorizer',
};

export function modesInWords(modes: readonly AppSyncMode[]): string {
  return modes.map((mode) => MODE_NAMES[mode]).join(', ') || 'nobody';
}
