/** AWS's names of the ways in which AppSync lets callers in. */
export const AUTH_MODES = ['API_KEY', 'AWS_IAM', 'AMAZON_COGNITO_USER_POOLS', 'OPENID_CONNECT', 'AWS_LAMBDA'] as const;
export type AuthMode = (typeof AUTH_MODES)[number];

/** One way in, with what it needs to know; the members of each part are named as AppSync's own model names them. */
export interface AuthProvider {
  mode: AuthMode;
  /** `appIdClientRegex` is matched against `aud` or `client_id`; `defaultAction` says what fields without a directive are for this pool's users. */
  userPool?: { userPoolId: string; awsRegion: string; appIdClientRegex?: string; defaultAction?: 'ALLOW' | 'DENY' };
  /** `clientId` is a pattern, matched against `aud` or `azp`; the two times are milliseconds, 0 or absent where they are not looked at. */
  openId?: { issuer: string; clientId?: string; iatTTL?: number; authTTL?: number };
  lambda?: {
    authorizerUri: string;
    authorizerResultTtlInSeconds?: number;
    identityValidationExpression?: string;
  };
}

/** A key of an AppSync API. */
export interface AppSyncKey {
  /** The key itself, `da2-…`. */
  id: string;
  description?: string;
  /** Seconds since 1970. */
  expires: number;
  /** When AppSync forgets it: seconds since 1970. */
  deletes: number;
}
