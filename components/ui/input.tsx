'use client';

import { clsx } from 'clsx';
import { Search, X } from 'lucide-react';
import { type ComponentProps, type ReactNode, type Ref, useId } from 'react';
import { FieldError } from './field-error';
import { Kbd } from './kbd';

const BOX =
  'h-8 w-full min-w-0 rounded-md border bg-ground px-2.5 text-ink outline-offset-0 disabled:opacity-60 read-only:text-muted';

export interface InputProps extends Omit<ComponentProps<'input'>, 'size'> {
  /** The accessible name. Shown above the field unless `hideLabel`. */
  label: string;
  hideLabel?: boolean;
  /** A hint below the field. */
  hint?: ReactNode;
  /** What is wrong, below the field in place of the hint. */
  error?: string | null;
  mono?: boolean;
  /** A quiet field without a frame until it is hovered or focused, for rows of a table. */
  bare?: boolean;
}

export function Input(props: InputProps) {
  const { label, hideLabel, hint, error, mono, bare, className, id: givenId, ...rest } = props;
  const ownId = useId();
  const id = givenId ?? ownId;
  const noteId = `${id}-note`;
  return (
    <div className={clsx('min-w-0', className)}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'mb-1 block text-muted text-xs'}>
        {label}
      </label>
      <input
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        {...rest}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || hint ? noteId : undefined}
        className={clsx(
          BOX,
          mono && 'font-mono text-xs',
          error ? 'border-bad' : bare ? 'border-transparent bg-transparent hover:border-line' : 'border-line-strong',
        )}
      />
      {error ? <FieldError id={noteId}>{error}</FieldError> : null}
      {hint && !error ? (
        <p id={noteId} className="mt-1 text-faint text-xs">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

export interface SearchInputProps extends Omit<ComponentProps<'input'>, 'size' | 'onChange' | 'value' | 'type'> {
  label: string;
  value: string;
  onValue: (value: string) => void;
  /** Keys drawn at the end while the field is empty: what they do is called `keysLabel`, and a click does the same. */
  keys?: string;
  keysLabel?: string;
  onKeys?: () => void;
  inputRef?: Ref<HTMLInputElement>;
}

/** A search field with a lens, a clear button and, while empty, the keys that reach it. Escape clears. */
export function SearchInput(props: SearchInputProps) {
  const { label, value, onValue, keys, keysLabel, onKeys, inputRef, className, onKeyDown, ...rest } = props;
  return (
    <div className={clsx('relative', className)}>
      <Search
        aria-hidden="true"
        size={14}
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-faint"
      />
      <input
        placeholder={label}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        {...rest}
        ref={inputRef}
        type="search"
        aria-label={label}
        value={value}
        onChange={(event) => onValue(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.preventDefault();
            onValue('');
          }
          onKeyDown?.(event);
        }}
        className={clsx(BOX, 'border-line-strong pr-9 pl-8 [&::-webkit-search-cancel-button]:hidden')}
      />
      {value === '' ? (
        keys &&
        onKeys && (
          <button
            type="button"
            aria-label={keysLabel}
            onClick={onKeys}
            className="absolute top-1/2 right-1.5 flex -translate-y-1/2 rounded hover:brightness-125"
          >
            <Kbd keys={keys} />
          </button>
        )
      ) : (
        <button
          type="button"
          aria-label={`Clear ${label.toLowerCase()}`}
          onClick={() => onValue('')}
          className="absolute top-1/2 right-1 grid size-6 -translate-y-1/2 place-items-center rounded text-muted hover:bg-hover hover:text-ink"
        >
          <X aria-hidden="true" size={13} />
        </button>
      )}
    </div>
  );
}
