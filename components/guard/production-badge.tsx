import { ShieldAlert } from 'lucide-react';
import type { ReactNode } from 'react';

/** Says in words that something is production. Pressed, it leads to where the mark is taken off. */
export function ProductionBadge({
  label,
  onClick,
  children,
}: {
  label: string;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className="inline-flex h-5 min-w-0 shrink-0 items-center gap-1 rounded bg-bad-soft px-1.5 font-medium text-2xs text-bad hover:underline"
    >
      <ShieldAlert aria-hidden="true" size={12} className="shrink-0" />
      {children}
    </button>
  );
}
