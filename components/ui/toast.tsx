'use client';

import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { useEffect, useSyncExternalStore } from 'react';
import { IconButton } from './button';

interface ToastOptions {
  tone?: 'plain' | 'bad';
  /** Takes back what was done. A toast with an undo stays twice as long. */
  undo?: () => void;
}

interface Toast extends ToastOptions {
  id: number;
  message: string;
}

const SHOWN_MS = 5_000;
const MOST = 3;
const NONE: Toast[] = [];
let shown: Toast[] = NONE;
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: Toast[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const dismiss = (id: number) => set(shown.filter((toast) => toast.id !== id));

/** Says one sentence in the corner for a few seconds. For things done, never for errors that need an answer: those stand in place. */
export function toast(message: string, options: ToastOptions = {}): void {
  lastId += 1;
  set([...shown, { ...options, id: lastId, message }].slice(-MOST));
}

/** Where toasts appear; once per page. */
export function Toaster() {
  const toasts = useSyncExternalStore(
    subscribe,
    () => shown,
    () => NONE,
  );
  return (
    <section
      aria-label="Notices"
      aria-live="polite"
      className="pointer-events-none fixed right-4 bottom-4 z-50 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2"
    >
      {toasts.map((item) => (
        <ToastCard key={item.id} item={item} />
      ))}
    </section>
  );
}

function ToastCard({ item }: { item: Toast }) {
  useEffect(() => {
    const timer = setTimeout(() => dismiss(item.id), item.undo ? SHOWN_MS * 2 : SHOWN_MS);
    return () => clearTimeout(timer);
  }, [item]);
  return (
    <div
      className={clsx(
        'pointer-events-auto flex items-center gap-3 rounded-md border bg-raised py-1.5 pr-1.5 pl-3 shadow-float',
        item.tone === 'bad' ? 'border-bad' : 'border-line-strong',
      )}
    >
      <p className="min-w-0 flex-1 break-words">{item.message}</p>
      {item.undo ? (
        <button
          type="button"
          className="rounded px-2 py-1 font-medium text-accent-strong hover:bg-hover"
          onClick={() => {
            item.undo?.();
            dismiss(item.id);
          }}
        >
          Undo
        </button>
      ) : null}
      <IconButton
        size="small"
        label="Dismiss"
        icon={<X aria-hidden="true" size={13} />}
        onClick={() => dismiss(item.id)}
      />
    </div>
  );
}
