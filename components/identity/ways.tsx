'use client';

import { clsx } from 'clsx';

interface WaysProps<T extends string> {
  label: string;
  ways: readonly { id: T; label: string }[];
  value: T;
  onValue: (id: T) => void;
}

/** One of a few ways, side by side. */
export function Ways<T extends string>({ label, ways, value, onValue }: WaysProps<T>) {
  if (ways.length < 2) return null;
  return (
    <fieldset className="flex flex-wrap gap-1 rounded-md border border-line bg-ground p-0.5">
      <legend className="sr-only">{label}</legend>
      {ways.map((way) => (
        <label
          key={way.id}
          className={clsx(
            'flex h-7 flex-1 items-center justify-center whitespace-nowrap rounded px-1 has-focus-visible:outline-2 has-focus-visible:outline-accent',
            way.id === value ? 'bg-chip font-medium text-ink' : 'text-muted hover:text-ink',
          )}
        >
          <input
            type="radio"
            name={label}
            value={way.id}
            checked={way.id === value}
            onChange={() => onValue(way.id)}
            className="sr-only"
          />
          {way.label}
        </label>
      ))}
    </fieldset>
  );
}
