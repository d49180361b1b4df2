import { clsx } from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import { Spinner } from './spinner';
import { tip } from './tooltip';

type Variant = 'primary' | 'secondary' | 'ghost' | 'danger';
type Size = 'small' | 'medium' | 'large';

const VARIANTS: Record<Variant, string> = {
  primary: 'bg-accent text-on-accent hover:not-disabled:bg-accent-strong font-medium',
  secondary: 'border border-line-strong bg-raised text-ink hover:not-disabled:bg-hover',
  ghost: 'text-muted hover:not-disabled:bg-hover hover:not-disabled:text-ink',
  danger: 'bg-bad text-on-bad hover:not-disabled:opacity-90 font-medium',
};

const SIZES: Record<Size, string> = {
  small: 'h-6 gap-1.5 rounded px-2 text-xs',
  medium: 'h-8 gap-2 rounded-md px-3',
  large: 'h-9 gap-2 rounded-md px-4',
};

const ICON_SIZES: Record<Size, string> = {
  small: 'size-6 rounded',
  medium: 'size-8 rounded-md',
  large: 'size-9 rounded-md',
};

const SHARED =
  'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap transition-colors focus-visible:outline-offset-1 disabled:opacity-50';

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: Variant;
  size?: Size;
  icon?: ReactNode;
  /** Shows a spinner in place of the icon; the button stays enabled, so that focus is not lost. */
  busy?: boolean;
  /** A hint on hover and focus, with the keys that do the same. */
  hint?: string;
  keys?: string;
}

export function Button(props: ButtonProps) {
  const { variant = 'secondary', size = 'medium', icon, busy, hint, keys, className, children, ...rest } = props;
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      {...(hint ? tip(hint, keys) : {})}
      {...rest}
      className={clsx(SHARED, VARIANTS[variant], SIZES[size], className)}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label' | 'children'> {
  /** The accessible name, shown as the tooltip. */
  label: string;
  icon: ReactNode;
  keys?: string;
  variant?: Variant;
  size?: Size;
}

export function IconButton(props: IconButtonProps) {
  const { label, icon, keys, variant = 'ghost', size = 'medium', className, ...rest } = props;
  return (
    <button
      type="button"
      aria-label={label}
      {...tip(label, keys)}
      {...rest}
      className={clsx(SHARED, VARIANTS[variant], ICON_SIZES[size], className)}
    >
      {icon}
    </button>
  );
}
