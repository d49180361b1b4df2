import { z } from 'zod';

const HeaderName = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/, 'That is not the name of a header.');
const QueryName = z.string().min(1).max(256);

/** Where a token goes, as the identity source of the authorizer says: `$request.header.Authorization`, `$request.querystring.token`. */
export const TokenPlace = z.discriminatedUnion('in', [
  /** `prefix` stands before the token, its space included: `Bearer `. */
  z.object({ in: z.literal('header'), name: HeaderName, prefix: z.string().max(64) }),
  z.object({ in: z.literal('query'), name: QueryName }),
]);
export type TokenPlace = z.infer<typeof TokenPlace>;

/** One value that a Lambda authorizer asks for. */
export const SourceValue = z.discriminatedUnion('in', [
  z.object({ in: z.literal('header'), name: HeaderName, value: z.string().max(16_000) }),
  z.object({ in: z.literal('query'), name: QueryName, value: z.string().max(16_000) }),
]);
export type SourceValue = z.infer<typeof SourceValue>;

/** Names AWS credentials that the server holds in memory: 128 random bits. Whoever knows it may sign with them, from this console only. */
export const HeldId = z.string().regex(/^[0-9a-f]{32}$/, 'These are no credentials that Signalbox holds.');

/** The id of an API key, which is no secret; its value stays on the server. */
export const ApiKeyId = z.string().regex(/^[A-Za-z0-9]{1,64}$/, 'That is not the id of an API key.');

/**
 * How a request proves who asks. Tokens and values are what the person got or typed; AWS credentials, client secrets and
 * values of the account's API keys stay on the server and only their names travel.
 */
export const AuthInput = z.discriminatedUnion('scheme', [
  z.object({ scheme: z.literal('none') }),
  /** SigV4 with the credentials of the profile; without one, of the account's own. */
  z.object({ scheme: z.literal('iam'), profile: z.string().min(1).max(256).optional() }),
  /** Without a place: `Authorization: Bearer …`. */
  z.object({ scheme: z.literal('bearer'), token: z.string().max(64_000), place: TokenPlace.optional() }),
  /** SigV4 with credentials of `assumeRole` or `exchangeIdentityPool`. */
  z.object({ scheme: z.literal('held'), id: HeldId }),
  z.object({ scheme: z.literal('sources'), values: z.array(SourceValue).min(1).max(20) }),
  /** A key of the account, sent as `x-api-key`. A key that the person types is `sources`. */
  z.object({ scheme: z.literal('api-key'), keyId: ApiKeyId }),
]);
export type AuthInput = z.infer<typeof AuthInput>;
export type AuthScheme = AuthInput['scheme'];
