import 'server-only';
import { AppError } from '@/lib/core/error';
import type { Scheme } from './scheme';

/** RFC 6750: one word in the Authorization header. A pasted `Bearer ` in front of it is not said twice. */
export const bearer: Scheme<'bearer'> = {
  id: 'bearer',
  label: 'Bearer token',
  owns: ['authorization'],
  async apply(_request, { token }) {
    const bare = token.trim().replace(/^bearer(\s+|$)/i, '');
    if (/^[\x21-\x7e]+$/.test(bare)) return [['Authorization', `Bearer ${bare}`]];
    const wrong =
      bare === '' ? 'There is no token to send.' : 'A bearer token is one word without spaces or line breaks.';
    throw new AppError('invalid-input', wrong, { detail: { field: 'auth.token' } });
  },
};
