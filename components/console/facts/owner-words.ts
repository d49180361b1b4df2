import type { ApiSummary } from '@/lib/core/api';

/** Who deployed an API; null where nobody can tell. */
export function ownerInWords({ owner }: ApiSummary): string | null {
  if (owner.by === 'tags') return owner.label;
  if (owner.by !== 'stack') return null;
  const { name, root } = owner.stack;
  return root && root.name !== name ? `the stack ${name}, nested in ${root.name}` : `the stack ${name}`;
}
