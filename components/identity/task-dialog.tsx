'use client';

import type { ComponentProps } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { closeIdentityTask } from './identity-dialog';
import { StepForm } from './step-form';

/** A window with one form: Enter does it, Escape leaves it. */
export function TaskDialog({ title, ...form }: Omit<ComponentProps<typeof StepForm>, 'aside'> & { title: string }) {
  return (
    <Dialog open title={title} onClose={closeIdentityTask} className="max-w-md">
      <StepForm {...form} aside={<Button onClick={closeIdentityTask}>Cancel</Button>} />
    </Dialog>
  );
}
