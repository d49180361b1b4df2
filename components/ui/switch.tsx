'use client';

import { clsx } from 'clsx';

interface SwitchProps {
  /** The accessible name. Drawn beside the switch if `showLabel`. */
  label: string;
  checked: boolean;
  onChecked: (checked: boolean) => void;
  showLabel?: boolean;
  disabled?: boolean;
  className?: string;
}

/** On or off, at once. */
export function Switch({ label, checked, onChecked, showLabel, disabled, className }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      aria-label={label}
      disabled={disabled}
      onClick={() => onChecked(!checked)}
      className={clsx('group inline-flex items-center gap-2 rounded-full disabled:opacity-50', className)}
    >
      <span
        className={clsx(
          'relative h-4 w-7 shrink-0 rounded-full transition-colors',
          checked ? 'bg-accent' : 'bg-line-strong group-hover:bg-faint',
        )}
      >
        <span
          className={clsx(
            'absolute top-0.5 left-0.5 size-3 rounded-full bg-white transition-transform',
            checked && 'translate-x-3',
          )}
        />
      </span>
      {showLabel ? <span className="min-w-0 break-words text-left">{label}</span> : null}
    </button>
  );
}
