import { z } from 'zod';

// What the kinds that AppSync serves share.

/** AWS's names of the ways in which an AppSync API lets people in. */
export const AppSyncMode = z.enum(['API_KEY', 'AWS_IAM', 'AMAZON_COGNITO_USER_POOLS', 'OPENID_CONNECT', 'AWS_LAMBDA']);
export type AppSyncMode = z.infer<typeof AppSyncMode>;

/** One authorization mode of an API. `id` names it as an authorizer does in other kinds: the mode, or the mode and which pool, issuer or function. */
export interface AppSyncAuth {
  id: string;
  mode: AppSyncMode;
  /** The first is the API's default: fields without a directive take it. */
  isDefault: boolean;
  userPool: { id: string; region: string; defaultAction: string | null; clientIdPattern: string | null } | null;
  openId: { issuer: string; clientIdPattern: string | null; iatTtlMs: number | null; authTtlMs: number | null } | null;
  lambda: { name: string; arn: string; tokenPattern: string | null; ttlSeconds: number | null } | null;
}

/** A key of the API. Its value is a secret, and so is AWS's id of it; `id` is made up here. */
export interface AppSyncKey {
  id: string;
  description: string | null;
  /** Milliseconds since 1970. */
  expiresAt: number;
}
