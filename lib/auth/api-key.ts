import 'server-only';
import { place } from './place';
import type { Scheme } from './scheme';

/** A key of the account, by its id: the value goes from AWS to the API and never to the browser. */
export const apiKey: Scheme<'api-key'> = {
  id: 'api-key',
  label: 'API key',
  signs: false,
  owns: () => ({ headers: ['x-api-key'], query: [] }),
  async apply(_request, { keyId }, context) {
    const value = await context.apiKey(keyId);
    return place([{ in: 'header', name: 'x-api-key', value }], () => 'auth.keyId');
  },
};
