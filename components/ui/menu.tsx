'use client';

import { Menu as Base } from '@base-ui/react/menu';
import { clsx } from 'clsx';
import type { ReactElement, ReactNode } from 'react';
import { Kbd } from './kbd';

export interface MenuItem {
  id: string;
  label: string;
  icon?: ReactNode;
  keys?: string;
  note?: string | undefined;
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
}

export type MenuEntry = MenuItem | { id: string; separator: true };

interface MenuProps {
  /** The button that opens the menu: a Button or an IconButton. */
  trigger: ReactElement;
  label: string;
  entries: MenuEntry[];
  align?: 'start' | 'end';
}

/** A button with a list of things to do. */
export function Menu({ trigger, label, entries, align = 'end' }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        {/* A landmark of its own, because it is drawn outside those of the page. */}
        <Base.Positioner role="region" aria-label={label} className="z-40 outline-none" sideOffset={4} align={align}>
          <Base.Popup
            aria-label={label}
            className="max-h-(--available-height) min-w-44 overflow-y-auto rounded-md border border-line bg-raised py-1 text-base text-ink shadow-float outline-none"
          >
            {entries.map((entry) =>
              'separator' in entry ? (
                <Base.Separator key={entry.id} className="my-1 h-px bg-line" />
              ) : (
                <Item key={entry.id} entry={entry} />
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Item({ entry }: { entry: MenuItem }) {
  return (
    <Base.Item
      disabled={entry.disabled ?? false}
      onClick={entry.onSelect}
      className={clsx(
        'flex min-h-7 items-center gap-2 px-3 py-1 outline-none data-disabled:opacity-50 data-highlighted:bg-hover',
        entry.danger && 'text-bad',
      )}
    >
      {entry.icon ? <span className="shrink-0 text-muted">{entry.icon}</span> : null}
      <span className="min-w-0 flex-1 truncate">{entry.label}</span>
      {entry.note ? <span className="shrink-0 pl-3 text-faint text-xs">{entry.note}</span> : null}
      {entry.keys ? <Kbd keys={entry.keys} /> : null}
    </Base.Item>
  );
}
