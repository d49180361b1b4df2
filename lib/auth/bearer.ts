import 'server-only';
import { AppError } from '@/lib/core/error';
import type { TokenPlace } from './contract';
import { ownedBy, place } from './place';
import type { Scheme } from './scheme';

/** RFC 6750, and where API Gateway looks unless the authorizer says otherwise. */
const USUAL: TokenPlace = { in: 'header', name: 'Authorization', prefix: 'Bearer ' };

/** A token where the authorizer looks for it. A pasted `Bearer ` in front of it is not said twice. */
export const bearer: Scheme<'bearer'> = {
  id: 'bearer',
  label: 'Bearer token',
  signs: false,
  owns: ({ place: where = USUAL }) => ownedBy([where]),
  async apply(_request, { token, place: where = USUAL }) {
    const bare = token.trim().replace(/^bearer(\s+|$)/i, '');
    if (!/^[\x21-\x7e]+$/.test(bare)) {
      const wrong =
        bare === '' ? 'There is no token to send.' : 'A bearer token is one word without spaces or line breaks.';
      throw new AppError('invalid-input', wrong, { detail: { field: 'auth.token' } });
    }
    const prefix = where.in === 'header' ? where.prefix : '';
    return place([{ in: where.in, name: where.name, value: prefix + bare }], () => 'auth.token');
  },
};
