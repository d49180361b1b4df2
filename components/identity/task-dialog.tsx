'use client';

import { type ReactNode, type SubmitEvent, useId } from 'react';
import { FailureCard } from '@/components/shell/failure';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import type { Failure } from '@/lib/core/error';
import { closeIdentityTask } from './identity-dialog';

interface TaskDialogProps {
  title: string;
  /** The word on the button that does it. */
  action: string;
  busy: boolean;
  /** What went wrong and belongs to no field. */
  failure: Failure | null;
  /** Said to screen readers while one waits. */
  waiting?: string | null;
  onSubmit: () => void;
  children: ReactNode;
}

/** A window with one form: Enter does it, Escape leaves it. */
export function TaskDialog(props: TaskDialogProps) {
  const { title, action, busy, failure, waiting, onSubmit, children } = props;
  const form = useId();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!busy) onSubmit();
  };
  return (
    <Dialog
      open
      title={title}
      onClose={closeIdentityTask}
      className="max-w-md"
      footer={
        <>
          <Button onClick={closeIdentityTask}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} busy={busy}>
            {action}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={submit} className="space-y-3">
        {children}
        {failure ? <FailureCard failure={failure} /> : null}
        <p aria-live="polite" className="sr-only">
          {busy ? (waiting ?? 'Waiting for the answer') : ''}
        </p>
      </form>
    </Dialog>
  );
}
