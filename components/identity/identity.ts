import type { SourceValue } from '@/lib/auth/contract';
import type { Held, IdentityExchange, RoleAssumption, TokenSource, Tokens } from '@/lib/auth/sign-in/contract';

/** Everybody can be nobody, and sign with the account's own credentials: these two need no entry in the store. */
export const NOBODY_ID = 'none';
export const OWN_IAM_ID = 'iam';

interface Named {
  /** Unique, also over visits. No secret: it is remembered as the choice for an API. */
  id: string;
  /** What the person sees: the user's name, the role's name, the profile. */
  label: string;
}

export interface Nobody extends Named {
  kind: 'none';
}

/** A profile of the shared config that signs; null for the account's own. */
export interface Profiled extends Named {
  kind: 'iam';
  profile: string | null;
}

/** How tokens are got again. `browser`: a public app client of a user pool asks Cognito itself. */
export type RenewBy =
  | { by: 'browser'; region: string; endpoint: string | null; clientId: string; deviceKey: string | null }
  /** `managedLogin`: renewed at the pool's domain, where they came from. */
  | { by: 'server'; source: TokenSource; clientId: string; managedLogin: boolean }
  /** A program that signs in as itself: the server remembers its secret. */
  | { by: 'client-credentials'; source: TokenSource; clientId: string; scopes: string[]; audience: string | null };

/** Somebody who signed in to a user pool or at another issuer. */
export interface SignedIn extends Named {
  kind: 'user-pool' | 'issuer';
  /** Who issued the tokens, as the authorizer names it. */
  issuer: string;
  /** The pool's name or the issuer's host, for the person. */
  realm: string;
  source: TokenSource;
  clientId: string;
  tokens: Tokens;
  renewBy: RenewBy;
}

export interface Pasted extends Named {
  kind: 'pasted';
  token: string;
}

/** What credentials that the server holds were got with, so that they can be got again. An MFA code is good once. */
export type HeldFrom =
  | { type: 'role'; assumption: Omit<RoleAssumption, 'mfa'> & { mfaSerial: string | null } }
  /** `memberId` is the signed-in identity that was exchanged; null for nobody. */
  | { type: 'identity-pool'; exchange: Omit<IdentityExchange, 'login'>; poolName: string; memberId: string | null };

/** Temporary AWS credentials that the server holds. */
export interface HeldIdentity extends Named {
  kind: 'held';
  held: Held;
  from: HeldFrom;
}

/** What a Lambda authorizer asks for, typed by the person. The values live in the page only. */
export interface Sourced extends Named {
  kind: 'sources';
  values: SourceValue[];
}

/** A key of the account, of which only the id is known here. */
export interface Keyed extends Named {
  kind: 'api-key';
  keyId: string;
}

/** Somebody, or something, as whom a request can be sent. Never changed, always replaced. */
export type Identity = Nobody | Profiled | SignedIn | Pasted | HeldIdentity | Sourced | Keyed;
export type IdentityKind = Identity['kind'];

/** Those that are kept; the others follow from the config and the route. */
export type KeptIdentity = Exclude<Identity, Nobody | Profiled>;

export const NOBODY: Nobody = { kind: 'none', id: NOBODY_ID, label: 'No identity' };

/** The identity of a profile; of the account's own credentials for null. */
export function profiled(profile: string | null): Profiled {
  return profile === null
    ? { kind: 'iam', id: OWN_IAM_ID, label: 'IAM SigV4', profile }
    : { kind: 'iam', id: `${OWN_IAM_ID}:${profile}`, label: `IAM as ${profile}`, profile };
}

/** A new id for an identity that the store keeps. */
export function newIdentityId(): string {
  return crypto.randomUUID();
}

export function isSignedIn(identity: Identity): identity is SignedIn {
  return identity.kind === 'user-pool' || identity.kind === 'issuer';
}
