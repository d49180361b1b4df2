import { clsx } from 'clsx';
import type { ReactNode } from 'react';

/** A part of the screen that scrolls, also by keyboard, and says what it is. */
export function ScrollRegion({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      className={clsx('min-h-0 flex-1 overflow-y-auto focus-visible:outline-offset-[-2px]', className)}
    >
      {children}
    </section>
  );
}
