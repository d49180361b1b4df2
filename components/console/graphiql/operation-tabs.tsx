'use client';

import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { clsx } from 'clsx';
import { Plus, X } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { IconButton } from '@/components/ui/button';

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };

/** The operations that one works on. Arrow keys move, Delete closes. */
export function OperationTabs() {
  const { addTab, changeTab, closeTab } = useGraphiQLActions();
  const { tabs, active } = useGraphiQL((state) => ({ tabs: state.tabs, active: state.activeTabIndex }));
  const row = useRef<HTMLDivElement>(null);
  const go = (index: number) => {
    const next = Math.min(tabs.length - 1, Math.max(0, index));
    if (next !== active) changeTab(next);
    row.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (event.key === 'Delete' && tabs.length > 1) closeTab(active);
    else if (step === undefined) return;
    else go(active + step);
    event.preventDefault();
  };
  return (
    <div className="flex h-9 shrink-0 items-center gap-1 border-line border-b pr-2 pl-4 max-sm:pl-3">
      <div
        ref={row}
        role="tablist"
        tabIndex={-1}
        aria-label="Operations"
        onKeyDown={onKey}
        className="-mb-px flex h-full min-w-0 gap-4 overflow-x-auto [scrollbar-width:none]"
      >
        {tabs.map((tab, index) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            aria-selected={index === active}
            tabIndex={index === active ? 0 : -1}
            onClick={() => index !== active && changeTab(index)}
            className={clsx(
              'h-9 max-w-48 shrink-0 truncate border-b-2',
              index === active ? 'border-accent text-ink' : 'border-transparent text-muted hover:text-ink',
            )}
          >
            {tab.title === '<untitled>' ? 'New operation' : tab.title}
          </button>
        ))}
      </div>
      {tabs.length > 1 ? (
        <IconButton
          size="small"
          label="Close this operation"
          icon={<X aria-hidden="true" size={13} />}
          onClick={() => closeTab(active)}
        />
      ) : null}
      <IconButton size="small" label="New operation" icon={<Plus aria-hidden="true" size={14} />} onClick={addTab} />
    </div>
  );
}
