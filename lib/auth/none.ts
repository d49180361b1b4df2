import 'server-only';
import type { Scheme } from './scheme';

export const none: Scheme<'none'> = {
  id: 'none',
  label: 'None',
  signs: false,
  owns: () => ({ headers: [], query: [] }),
  apply: async () => ({ headers: [], query: [] }),
};
