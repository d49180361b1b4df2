import { clsx } from 'clsx';
import type { ReactNode } from 'react';

interface SideTabsProps<T extends string> {
  label: string;
  value: T;
  onValue: (id: T) => void;
  items: { id: T; label: string; aside?: ReactNode }[];
}

/** A row of switches for panes of which some stay in the page while they are hidden. */
export function SideTabs<T extends string>({ label, value, onValue, items }: SideTabsProps<T>) {
  return (
    <fieldset aria-label={label} className="flex h-9 shrink-0 gap-4 border-line border-b px-4">
      {items.map(({ id, label: name, aside }) => (
        <button
          key={id}
          type="button"
          aria-pressed={value === id}
          onClick={() => onValue(id)}
          className={clsx(
            '-mb-px flex h-9 items-center gap-1.5 border-b-2',
            value === id ? 'border-accent text-ink' : 'border-transparent text-muted hover:text-ink',
          )}
        >
          {name}
          {aside}
        </button>
      ))}
    </fieldset>
  );
}
