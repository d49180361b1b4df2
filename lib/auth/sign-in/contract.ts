import { z } from 'zod';
import { AccountRef } from '@/lib/core/account';
import { ApiRef, type Problem } from '@/lib/core/api';
import type { Failure } from '@/lib/core/error';

export const PoolId = z.string().regex(/^[\w-]{1,55}_[0-9A-Za-z]{1,55}$/, 'That is not the id of a user pool.');
export const ClientId = z.string().regex(/^[\x21-\x7e]{1,256}$/, 'A client id is one word.');
export const IdentityPoolId = z
  .string()
  .regex(/^[\w-]{1,55}:[0-9a-f-]{1,55}$/, 'That is not the id of an identity pool.');
const Secret = z.string().min(1).max(2_048);
const Username = z.string().min(1).max(128);
const Password = z.string().min(1).max(256);
const Token = z.string().min(1).max(64_000);
export const Scopes = z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,256}$/, 'A scope is one word.')).max(50);

/** Names a sign-in under way on this server: 128 random bits. */
export const FlowId = z.string().regex(/^[0-9a-f]{32}$/, 'That is not a sign-in of this Signalbox.');

/** One way in which an identity source of an authorizer names its value. Sources that nobody can send (`$context.…`) are left out. */
export interface IdentitySource {
  in: 'header' | 'query';
  name: string;
}

/** What an authorizer asks for, whatever the kind of API. */
export type AskedBy =
  | { type: 'jwt'; issuer: string; audience: string[]; source: IdentitySource }
  | { type: 'lambda'; sources: IdentitySource[] };

/**
 * Who issues tokens. The browser never names an issuer's address: it names the authorizer, and the server takes the
 * address from there.
 */
export const TokenSource = z.discriminatedUnion('type', [
  z.object({ type: z.literal('user-pool'), account: AccountRef, poolId: PoolId }),
  z.object({ type: z.literal('issuer'), api: ApiRef, authorizerId: z.string().min(1).max(128) }),
]);
export type TokenSource = z.infer<typeof TokenSource>;

/** One app client of a user pool. */
export interface PoolClient {
  id: string;
  /** The id again where the name could not be read. */
  name: string;
  /** Null where it could not be read. A client with a secret signs in on the server (`signInWithSecret`), others in the browser. */
  hasSecret: boolean | null;
  /** `ALLOW_USER_SRP_AUTH`, `ALLOW_USER_PASSWORD_AUTH`, …; empty means AWS's default, which is SRP. Null where it could not be read. */
  flows: string[] | null;
  /** Set where the client may use managed login. */
  oauth: { flows: string[]; scopes: string[]; callbackUrls: string[] } | null;
}

export interface UserPoolSource {
  type: 'user-pool';
  source: Extract<TokenSource, { type: 'user-pool' }>;
  pool: {
    id: string;
    region: string;
    /** The id again where the name could not be read. */
    name: string;
    mfa: 'OFF' | 'ON' | 'OPTIONAL' | null;
    /** Where the browser asks Cognito, when that is not AWS itself. */
    endpoint: string | null;
    /** The origin of managed login (`https://….amazoncognito.com`), null where the pool has no domain. */
    domain: string | null;
  };
  /** Those in the authorizer's audience; all of the pool where it names none. */
  clients: PoolClient[];
  /** Those that trust one of the clients. */
  identityPools: IdentityPool[];
  /** Where a token goes. */
  place: IdentitySource;
  /** What could not be read; everything else is there. */
  problems: Problem[];
}

export interface IssuerSource {
  type: 'issuer';
  source: Extract<TokenSource, { type: 'issuer' }>;
  issuer: string;
  /** What the discovery document offers; all false where it could not be read. */
  offers: { code: boolean; device: boolean; clientCredentials: boolean };
  scopesSupported: string[] | null;
  /** The authorizer's. The first is what issuers like Auth0 want as `audience`. */
  audience: string[];
  place: IdentitySource;
  /** Why the issuer cannot sign anybody in; a pasted token still can be used. */
  problem: Failure | null;
}

export interface LambdaSource {
  type: 'lambda';
  sources: IdentitySource[];
}

/** Where what a route accepts comes from. */
export type SignInSource = UserPoolSource | IssuerSource | LambdaSource;

export interface IdentityPool {
  id: string;
  name: string;
  /** It also gives credentials to people who are not signed in. */
  unauthenticated: boolean;
  /** Whose ID tokens it takes; `clientId` is null where IAM, not the pool, says which clients. */
  takes: { provider: string; clientId: string | null }[];
}

export interface ApiKeyChoice {
  id: string;
  name: string;
  enabled: boolean;
}

/** What a sign-in yields. `expiresAt` is in milliseconds of this computer's clock, whatever the issuer's says. */
export interface Tokens {
  accessToken: string;
  idToken: string | null;
  /** Null where none was given; a refresh keeps the old one here when the issuer gives no new one. */
  refreshToken: string | null;
  expiresAt: number;
  scope: string | null;
  tokenType: string;
}

export const SecretSignIn = z.object({
  account: AccountRef,
  poolId: PoolId,
  clientId: ClientId,
  username: Username,
  password: Password,
});
export type SecretSignIn = z.infer<typeof SecretSignIn>;

/** What the person enters for a challenge; which one is wanted says its name. */
export const ChallengeAnswer = z.object({
  flow: FlowId,
  answers: z.object({
    /** For SMS_MFA, SOFTWARE_TOKEN_MFA, EMAIL_OTP, SMS_OTP, MFA_SETUP, CUSTOM_CHALLENGE. */
    code: z.string().max(2_048).optional(),
    /** For NEW_PASSWORD_REQUIRED, with the attributes in `requiredAttributes`. */
    newPassword: Password.optional(),
    attributes: z.record(z.string().max(64), z.string().max(2_048)).optional(),
    /** For SELECT_MFA_TYPE: one of `choices`. */
    choice: z.string().max(64).optional(),
  }),
});
export type ChallengeAnswer = z.infer<typeof ChallengeAnswer>;

export const ChallengeName = z.enum([
  'NEW_PASSWORD_REQUIRED',
  'SMS_MFA',
  'SOFTWARE_TOKEN_MFA',
  'EMAIL_OTP',
  'SMS_OTP',
  'SELECT_MFA_TYPE',
  'MFA_SETUP',
  'CUSTOM_CHALLENGE',
]);
export type ChallengeName = z.infer<typeof ChallengeName>;

/** What a user pool asks for before it gives tokens. */
export interface Challenge {
  type: 'challenge';
  flow: string;
  name: ChallengeName;
  parameters: {
    /** Where a code was sent, as Cognito masks it: `a***@e***`. */
    destination: string | null;
    /** Attributes that NEW_PASSWORD_REQUIRED wants, without `userAttributes.`. */
    requiredAttributes: string[];
    /** What SELECT_MFA_TYPE lets one choose: `SMS_MFA`, `SOFTWARE_TOKEN_MFA`, `EMAIL_OTP`. */
    choices: string[];
    /** MFA_SETUP: the key to enter in an authenticator app, and the same as an `otpauth:` URI for a QR code. */
    setUp: { secretCode: string; uri: string } | null;
  };
}

export type SignInStep = { type: 'tokens'; tokens: Tokens } | Challenge;

export const Forgotten = z.object({ account: AccountRef, poolId: PoolId, clientId: ClientId, username: Username });
export type Forgotten = z.infer<typeof Forgotten>;
export const NewPassword = Forgotten.extend({ code: z.string().min(1).max(2_048), newPassword: Password });
export type NewPassword = z.infer<typeof NewPassword>;

/** Which program asks an issuer. The secret of a user pool's client is read from AWS; one that was typed is remembered in memory. */
const Client = z.object({ source: TokenSource, clientId: ClientId, clientSecret: Secret.optional() });

/** `managedLogin`: a user pool's tokens that came by `startCode`, which are renewed where they came from. */
export const Refresh = Client.extend({ refreshToken: Token, managedLogin: z.boolean().default(false) });
export type Refresh = z.infer<typeof Refresh>;
/** The same as it is asked for: what has a default may be left out. */
export type RefreshInput = z.input<typeof Refresh>;

const Asking = Client.extend({ scopes: Scopes, audience: z.string().min(1).max(1_024).optional() });

/** `redirectUri` must be registered with the client and lead to this computer: `http://localhost:{port}/callback`. */
export const CodeStart = Asking.extend({ redirectUri: z.string().max(2_048) });
export type CodeStart = z.infer<typeof CodeStart>;
export const DeviceStart = Asking;
export type DeviceStart = z.infer<typeof DeviceStart>;
export const ClientCredentials = Asking;
export type ClientCredentials = z.infer<typeof ClientCredentials>;

/** A sign-in in the browser has begun: open `url` in a window, then wait for `finishFlow`. */
export interface CodeFlow {
  flow: string;
  url: string;
}

/** A sign-in on another device has begun: show the code and the address, then wait for `finishFlow`. */
export interface DeviceFlow {
  flow: string;
  userCode: string;
  verificationUri: string;
  /** The same with the code in it, where the issuer gives one. */
  verificationUriComplete: string | null;
  expiresAt: number;
  intervalSeconds: number;
}

/** Who is signed in, for an identity pool: the provider's name is taken from the token's issuer. Null for nobody. */
export const IdentityExchange = z.object({
  account: AccountRef,
  identityPoolId: IdentityPoolId,
  login: z.object({ idToken: Token }).nullable(),
  customRoleArn: z.string().max(2_048).optional(),
});
export type IdentityExchange = z.infer<typeof IdentityExchange>;

export const RoleAssumption = z.object({
  account: AccountRef,
  roleArn: z.string().regex(/^arn:[\w-]+:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/, 'That is not the ARN of a role.'),
  externalId: z
    .string()
    .regex(/^[\w+=,.@:/-]{2,1224}$/, 'An external id has 2 to 1224 letters, digits and +=,.@:/-.')
    .optional(),
  sessionName: z
    .string()
    .regex(/^[\w+=,.@-]{2,64}$/, 'A session name has 2 to 64 letters, digits and +=,.@-.')
    .default('signalbox'),
  mfa: z
    .object({
      serial: z.string().regex(/^[\w+=/:,.@-]{9,256}$/, 'That is not the serial number or ARN of an MFA device.'),
      code: z.string().regex(/^\d{6}$/, 'An MFA code has six digits.'),
    })
    .optional(),
  durationSeconds: z.number().int().min(900).max(43_200).optional(),
});
export type RoleAssumption = z.infer<typeof RoleAssumption>;
/** The same as it is asked for: what has a default may be left out. */
export type RoleAssumptionInput = z.input<typeof RoleAssumption>;

/** Credentials that the server holds, as far as a person may see them. */
export interface Held {
  /** For the scheme `held`. */
  id: string;
  /** Who they are (`GetCallerIdentity`); null where STS did not say. */
  arn: string | null;
  account: string | null;
  /** Masked: `ASIA…WXYZ`. */
  accessKeyId: string;
  expiresAt: number;
  /** They renew themselves before they expire, as long as what they were got with is good. */
  renews: boolean;
  /** The identity of an identity pool, null for a role. */
  identityId: string | null;
}
