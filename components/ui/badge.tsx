import { clsx } from 'clsx';
import type { ReactNode } from 'react';

export type Tone = 'plain' | 'accent' | 'ok' | 'warn' | 'bad';

const TONES: Record<Tone, string> = {
  plain: 'bg-chip text-muted',
  accent: 'bg-selected text-accent-strong',
  ok: 'bg-ok-soft text-ok',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
};

interface BadgeProps {
  tone?: Tone;
  mono?: boolean;
  className?: string;
  children: ReactNode;
}

/** A word on a tinted ground. */
export function Badge({ tone = 'plain', mono, className, children }: BadgeProps) {
  return (
    <span
      className={clsx(
        'inline-flex h-5 shrink-0 items-center gap-1 rounded px-1.5 text-2xs',
        mono && 'font-medium font-mono',
        TONES[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}

/** A number beside a name: how many rows, routes, headers. */
export function Count({ value, label }: { value: number; label?: string }) {
  return (
    <span className="rounded-full bg-chip px-1.5 text-2xs text-muted tabular-nums">
      {value.toLocaleString('en-GB')}
      {label ? <span className="sr-only"> {label}</span> : null}
    </span>
  );
}
