import 'server-only';
import { ownedBy, place } from './place';
import type { Scheme } from './scheme';

/** What a Lambda authorizer reads, value by value. */
export const sources: Scheme<'sources'> = {
  id: 'sources',
  label: 'Identity sources',
  signs: false,
  owns: ({ values }) => ownedBy(values),
  apply: async (_request, { values }) => place(values, (at) => `auth.values.${at}`),
};
