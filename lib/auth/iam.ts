import 'server-only';
import { presign, type SignableRequest, type SigningCredentials, sign } from '@/lib/aws/sign';
import { AppError } from '@/lib/core/error';
import type { AuthContext, Owned, Proof, Scheme, Values } from './scheme';

/** A hash or a signature that somebody else wrote would go before the signer's own, and AWS would answer 403. */
const OWNED: Owned = {
  headers: ['authorization', 'x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256'],
  query: [
    'x-amz-algorithm',
    'x-amz-credential',
    'x-amz-date',
    'x-amz-expires',
    'x-amz-security-token',
    'x-amz-signature',
    'x-amz-signedheaders',
  ],
};

/** Signature Version 4 with a profile's keys. Without keys nothing is sent: an unsigned request would only look like a refusal. */
export const iam: Scheme<'iam'> = {
  id: 'iam',
  label: 'IAM',
  signs: true,
  owns: () => OWNED,
  apply: async (request, values, context) => signed(request, context, await keysOf(values, context)),
  presign: async (request, values, context) => presigned(request, context, await keysOf(values, context)),
};

async function keysOf({ profile }: Values<'iam'>, context: AuthContext): Promise<SigningCredentials> {
  const keys = await context.credentials(profile);
  if (complete(keys)) return keys;
  throw new AppError('no-credentials', 'There are no AWS credentials to sign this request with.', {
    detail: profile === undefined ? {} : { profile },
  });
}

/** The same with credentials that this server got for the person: an assumed role, an identity pool. */
export const held: Scheme<'held'> = {
  id: 'held',
  label: 'Temporary credentials',
  signs: true,
  owns: () => OWNED,
  apply: async (request, { id }, context) => signed(request, context, await context.held(id)),
  presign: async (request, { id }, context) => presigned(request, context, await context.held(id)),
};

async function signed(request: SignableRequest, { scope }: AuthContext, keys: SigningCredentials): Promise<Proof> {
  return { headers: await sign(request, scope, keys), query: [] };
}

async function presigned(request: SignableRequest, { scope }: AuthContext, keys: SigningCredentials): Promise<Proof> {
  return { headers: [], query: await presign(request, scope, keys) };
}

function complete(keys: SigningCredentials | undefined): keys is SigningCredentials {
  return Boolean(keys?.accessKeyId) && Boolean(keys?.secretAccessKey);
}
