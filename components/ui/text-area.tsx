'use client';

import { clsx } from 'clsx';
import { type ComponentProps, useId } from 'react';

export interface TextAreaProps extends ComponentProps<'textarea'> {
  /** The accessible name, shown above the field. */
  label: string;
  mono?: boolean;
}

/** A field of several lines. */
export function TextArea({ label, mono, className, ...rest }: TextAreaProps) {
  const id = useId();
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block text-muted text-xs">
        {label}
      </label>
      <textarea
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        {...rest}
        id={id}
        className={clsx(
          'block w-full min-w-0 resize-y rounded-md border border-line-strong bg-ground px-2.5 py-1.5 text-ink outline-offset-0',
          mono && 'font-mono text-xs',
        )}
      />
    </div>
  );
}
