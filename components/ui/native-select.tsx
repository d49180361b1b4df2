import { clsx } from 'clsx';
import { ChevronDown } from 'lucide-react';

interface NativeSelectProps {
  /** The accessible name. */
  label: string;
  value: string;
  items: readonly { value: string; label: string }[];
  onValue: (value: string) => void;
  /** What the closed select says, where that is shorter than the chosen item. */
  shown?: string;
  /** Without a frame until hovered. */
  bare?: boolean;
  className?: string;
}

/** The browser's own select: no script, and on a phone the phone's own wheel. For what the first page needs. */
export function NativeSelect({ label, value, items, onValue, shown, bare, className }: NativeSelectProps) {
  return (
    <span className={clsx('relative inline-flex min-w-0', className)}>
      <select
        aria-label={label}
        value={value}
        onChange={(event) => onValue(event.target.value)}
        className={clsx(
          'h-7 w-full min-w-0 cursor-default appearance-none truncate rounded-md border pr-6 pl-2 hover:bg-hover [&>option]:bg-raised [&>option]:text-ink',
          bare ? 'border-transparent bg-transparent' : 'border-line-strong bg-raised',
          shown !== undefined && 'text-transparent',
        )}
      >
        {items.map((item) => (
          <option key={item.value} value={item.value}>
            {item.label}
          </option>
        ))}
      </select>
      {shown === undefined ? null : (
        <span aria-hidden="true" className="pointer-events-none absolute inset-y-0 right-6 left-2 truncate leading-7">
          {shown}
        </span>
      )}
      <ChevronDown
        aria-hidden="true"
        size={13}
        className="pointer-events-none absolute top-1/2 right-1.5 -translate-y-1/2 text-faint"
      />
    </span>
  );
}
