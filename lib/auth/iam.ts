import 'server-only';
import { type SigningCredentials, sign } from '@/lib/aws/sign';
import { AppError } from '@/lib/core/error';
import type { Scheme } from './scheme';

/** Signature Version 4 with a profile's keys. Without keys nothing is sent: an unsigned request would only look like a refusal. */
export const iam: Scheme<'iam'> = {
  id: 'iam',
  label: 'IAM',
  owns: ['authorization', 'x-amz-date', 'x-amz-security-token'],
  async apply(request, { profile }, { region, credentials }) {
    const keys = await credentials(profile);
    if (!complete(keys)) {
      throw new AppError('no-credentials', 'There are no AWS credentials to sign this request with.', {
        detail: profile === undefined ? {} : { profile },
      });
    }
    return await sign(request, { service: 'execute-api', region }, keys);
  },
};

function complete(keys: SigningCredentials | undefined): keys is SigningCredentials {
  return Boolean(keys?.accessKeyId) && Boolean(keys?.secretAccessKey);
}
