'use client';

import { Tabs as Base } from '@base-ui/react/tabs';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { Count } from './badge';

export interface TabItem<T extends string> {
  id: T;
  label: string;
  /** Drawn beside the label when it is more than nothing. */
  count?: number;
  /** A mark that says that something here needs attention, read out by its text. */
  alert?: string | undefined;
  disabled?: boolean;
}

interface TabsProps<T extends string> {
  label: string;
  items: TabItem<T>[];
  value: T;
  onValue: (id: T) => void;
  /** At the end of the row of tabs. */
  aside?: ReactNode;
  className?: string;
  /** The panel of the chosen tab; only it is mounted. */
  children: ReactNode;
}

/** A row of tabs and the panel of the chosen one. Arrow keys move, Home and End jump. */
export function Tabs<T extends string>(props: TabsProps<T>) {
  const { label, items, value, onValue, aside, className, children } = props;
  return (
    <Base.Root
      value={value}
      onValueChange={(next) => onValue(next as T)}
      className={clsx('flex min-h-0 min-w-0 flex-col', className)}
    >
      <div className="flex shrink-0 items-center gap-4 border-line border-b px-4 max-sm:gap-2 max-sm:px-3">
        <Base.List
          aria-label={label}
          className="-mb-px flex min-w-0 gap-4 overflow-x-auto max-sm:gap-3 [scrollbar-width:none]"
        >
          {items.map((item) => (
            <Tab key={item.id} item={item} />
          ))}
        </Base.List>
        {aside ? <div className="ml-auto flex shrink-0 items-center gap-1">{aside}</div> : null}
      </div>
      <Base.Panel value={value} tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        {children}
      </Base.Panel>
    </Base.Root>
  );
}

function Tab<T extends string>({ item }: { item: TabItem<T> }) {
  return (
    <Base.Tab
      value={item.id}
      disabled={item.disabled ?? false}
      className="flex h-9 shrink-0 items-center gap-1.5 border-transparent border-b-2 text-muted hover:text-ink data-disabled:opacity-50 data-active:border-accent data-active:text-ink"
    >
      {item.label}
      {item.count ? <Count value={item.count} /> : null}
      {item.alert ? (
        <span className="size-1.5 rounded-full bg-bad">
          <span className="sr-only">{item.alert}</span>
        </span>
      ) : null}
    </Base.Tab>
  );
}
