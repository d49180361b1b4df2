'use client';

import { type ReactNode, type SubmitEvent, useEffect, useRef, useState } from 'react';
import { FailureCard } from '@/components/shell/failure';
import { Button } from '@/components/ui/button';
import type { Failure } from '@/lib/core/error';
import { useFirstFocus } from './use-first-focus';

interface StepFormProps {
  /** What one is asked, in a sentence; left out where the fields say it. */
  intro?: ReactNode;
  /** The word on the button that goes on. */
  action: string;
  busy: boolean;
  /** What went wrong and belongs to no field. */
  failure: Failure | null;
  /** Said to screen readers while one waits. */
  waiting?: string | undefined;
  onSubmit: () => void;
  /** Other ways to go on, before the button. */
  aside?: ReactNode;
  children?: ReactNode;
}

// A select has a hidden field beside it, and boxes that are ticked already are nothing to begin with.
const FIRST = 'input:not(:disabled, [aria-hidden=true], [type=checkbox]), textarea, button[type=submit]';

/** One step of a window: its fields, and Enter goes on. The focus begins in the first field. */
export function StepForm({ intro, action, busy, failure, waiting, onSubmit, aside, children }: StepFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [tries, setTries] = useState(0);
  useFirstFocus(form, FIRST);
  // What is wrong is where one goes on.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a form may say on its own what is missing, at each try.
  useEffect(() => {
    if (failure === null && !busy) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [failure, busy, tries]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    onSubmit();
    setTries(tries + 1);
  };
  return (
    <form ref={form} noValidate onSubmit={submit} className="space-y-3">
      <p aria-live="polite" className="sr-only">
        {busy ? (waiting ?? 'Waiting for the answer') : ''}
      </p>
      {intro ? <p className="text-muted">{intro}</p> : null}
      {children}
      {failure ? <FailureCard failure={failure} /> : null}
      <div className="flex flex-wrap items-center justify-end gap-2 pt-1">
        {aside}
        <Button variant="primary" type="submit" busy={busy}>
          {action}
        </Button>
      </div>
    </form>
  );
}
