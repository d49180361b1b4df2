'use client';

import { Select as Base } from '@base-ui/react/select';
import { clsx } from 'clsx';
import { Check, ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';

export interface SelectItem<T extends string> {
  value: T;
  label: string;
  /** A second, quieter line or word. */
  note?: string | undefined;
  className?: string;
  disabled?: boolean;
}

interface SelectProps<T extends string> {
  /** The accessible name. */
  label: string;
  value: T | null;
  items: readonly SelectItem<T>[];
  onValue: (value: T) => void;
  placeholder?: string;
  /** In front of the chosen label. */
  icon?: ReactNode;
  disabled?: boolean;
  align?: 'start' | 'end';
  className?: string;
}

/** One of several. Opens with Enter, Space or an arrow; letters jump to an item. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { label, value, items, onValue, placeholder, icon, disabled, align = 'start', className } = props;
  const chosen = items.find((item) => item.value === value);
  return (
    <Base.Root
      items={items}
      value={value}
      onValueChange={(next) => next !== null && onValue(next as T)}
      disabled={disabled ?? false}
    >
      <Base.Trigger
        aria-label={label}
        className={clsx(
          'flex h-8 min-w-0 items-center gap-2 rounded-md border border-line-strong bg-raised px-2.5 text-left hover:not-data-disabled:bg-hover data-disabled:opacity-60',
          className,
        )}
      >
        {icon}
        <Base.Value className={clsx('min-w-0 flex-1 truncate', chosen?.className)}>
          {chosen?.label ?? value ?? <span className="text-faint">{placeholder ?? 'Choose'}</span>}
        </Base.Value>
        <Base.Icon className="text-faint">
          <ChevronsUpDown aria-hidden="true" size={13} />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        {/* A landmark of its own, because it is drawn outside those of the page. */}
        <Base.Positioner
          role="region"
          aria-label={label}
          className="z-40 outline-none"
          sideOffset={4}
          align={align}
          alignItemWithTrigger={false}
        >
          <Base.Popup className="max-h-(--available-height) min-w-(--anchor-width) max-w-96 overflow-y-auto rounded-md border border-line bg-raised py-1 text-base text-ink shadow-float outline-none">
            <Base.List>
              {items.map((item) => (
                <Base.Item
                  key={item.value}
                  value={item.value}
                  disabled={item.disabled ?? false}
                  className="flex min-h-7 items-center gap-2 py-1 pr-3 pl-2 outline-none data-disabled:opacity-50 data-highlighted:bg-hover"
                >
                  <span className="grid w-3.5 shrink-0 place-items-center text-accent-strong">
                    <Base.ItemIndicator>
                      <Check aria-hidden="true" size={13} />
                    </Base.ItemIndicator>
                  </span>
                  <Base.ItemText className={clsx('min-w-0 flex-1 truncate', item.className)}>
                    {item.label}
                  </Base.ItemText>
                  {item.note ? <span className="shrink-0 pl-3 text-faint text-xs">{item.note}</span> : null}
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
