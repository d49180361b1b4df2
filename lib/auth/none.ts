import 'server-only';
import type { Scheme } from './scheme';

export const none: Scheme<'none'> = {
  id: 'none',
  label: 'None',
  owns: [],
  apply: async () => [],
};
