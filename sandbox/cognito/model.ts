/** User pools and identity pools as the sandbox keeps them; names follow the services' own models, times are milliseconds since 1970. */
/** What Cognito keeps in one Region of one account. */
export interface Directory {
  /** By pool id. */
  userPools: Map<string, UserPool>;
  /** By pool id. */
  identityPools: Map<string, IdentityPool>;
}

export interface UserPool {
  id: string;
  arn: string;
  region: string;
  name: string;
  createdAt: number;
  mfa: 'OFF' | 'ON' | 'OPTIONAL';
  enabledMfas: Mfa[];
  usernameAttributes: string[];
  aliasAttributes: string[];
  autoVerifiedAttributes: string[];
  caseSensitive: boolean;
  schema: SchemaAttribute[];
  passwordPolicy: PasswordPolicy;
  firstFactors: string[];
  adminCreatesUsersOnly: boolean;
  tier: string;
  tags: Record<string, string>;
  /** The prefix of `{domain}.auth.{region}.amazoncognito.com`, or a custom domain's whole name. */
  domain?: string;
  hasCustomDomain?: boolean;
  clients: Map<string, UserPoolClient>;
  resourceServers: Map<string, ResourceServer>;
  groups: Map<string, Group>;
  /** By username. */
  users: Map<string, User>;
  /** Challenges under way, by the Session (or the SECRET_BLOCK) that the caller brings back. */
  sessions: Map<string, Session>;
  /** By refresh token. */
  grants: Map<string, Grant>;
}

export type Mfa = 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP';

export interface SchemaAttribute {
  name: string;
  type: string;
  required: boolean;
  mutable: boolean;
}

export interface PasswordPolicy {
  minimumLength: number;
  uppercase: boolean;
  lowercase: boolean;
  numbers: boolean;
  symbols: boolean;
  temporaryDays: number;
}

export interface UserPoolClient {
  id: string;
  name: string;
  createdAt: number;
  secrets: { id: string; value: string; createdAt: number }[];
  explicitAuthFlows: string[];
  oauthEnabled: boolean;
  oauthFlows: string[];
  oauthScopes: string[];
  callbackUrls: string[];
  logoutUrls: string[];
  identityProviders: string[];
  preventUserExistenceErrors: boolean;
  revocation: boolean;
  /** Present where each refresh replaces the refresh token. */
  rotation?: { graceSeconds: number };
  /** As the template gives them, in the units of `units`. */
  validity: { access?: number; id?: number; refresh?: number };
  units: { access: string; id: string; refresh: string };
  sessionMinutes: number;
  readAttributes?: string[];
}

export interface ResourceServer {
  identifier: string;
  name: string;
  scopes: { name: string; description: string }[];
}

export interface Group {
  name: string;
  description?: string;
  precedence?: number;
  roleArn?: string;
}

export interface User {
  username: string;
  sub: string;
  attributes: Record<string, string>;
  status: 'UNCONFIRMED' | 'CONFIRMED' | 'RESET_REQUIRED' | 'FORCE_CHANGE_PASSWORD';
  enabled: boolean;
  createdAt: number;
  changedAt: number;
  /** The password itself is kept nowhere: SRP needs its verifier only. */
  password?: { salt: string; verifier: bigint; temporaryUntil?: number };
  totp?: { secret: string; lastStep?: number };
  mfas: Mfa[];
  preferredMfa?: Mfa;
  groups: Set<string>;
  /** The code that was sent for a forgotten password or a sign-up. */
  code?: { purpose: 'sign-up' | 'forgot-password'; value: string; until: number; attempts: number };
  /** Access tokens that began before this moment are revoked. */
  signedOutAt?: number;
}

export interface Session {
  clientId: string;
  username: string;
  challenge: string;
  until: number;
  attempts: number;
  /** What the challenge expects back: an SRP key, a code that was sent, the secret of a software token. */
  srpKey?: Buffer;
  secretBlock?: string;
  code?: string;
  totpSecret?: string;
  totpVerified?: boolean;
}

export interface Grant {
  username: string;
  clientId: string;
  scopes: string[];
  nonce?: string;
  /** Access and ID tokens of one sign-in share it; revoking a refresh token revokes them by it. */
  originJti: string;
  authTime: number;
  until: number;
  revoked: boolean;
  /** When another token took its place. */
  rotatedAt?: number;
}

export interface IdentityPool {
  id: string;
  name: string;
  allowUnauthenticated: boolean;
  allowClassicFlow: boolean;
  providers: { providerName: string; clientId: string; serverSideTokenCheck: boolean }[];
  openIdProviderArns: string[];
  roles: { authenticated?: string; unauthenticated?: string };
  roleMappings: Record<string, RoleMapping>;
  tags: Record<string, string>;
  /** By the identity id. */
  identities: Map<string, { logins: Record<string, string> }>;
}

export interface RoleMapping {
  type: 'Token' | 'Rules';
  ambiguous: 'AuthenticatedRole' | 'Deny';
  rules: { claim: string; matchType: string; value: string; roleArn: string }[];
}
