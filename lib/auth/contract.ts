import { z } from 'zod';

/** How a request proves who asks. A bearer token is what the person typed; AWS credentials stay on the server, only the profile's name travels. */
export const AuthInput = z.discriminatedUnion('scheme', [
  z.object({ scheme: z.literal('none') }),
  /** SigV4, service `execute-api`, with the credentials of the profile; without one, of the account's own. */
  z.object({ scheme: z.literal('iam'), profile: z.string().min(1).max(256).optional() }),
  z.object({ scheme: z.literal('bearer'), token: z.string().max(64_000) }),
]);
export type AuthInput = z.infer<typeof AuthInput>;
export type AuthScheme = AuthInput['scheme'];
