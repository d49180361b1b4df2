'use client';

import { type ReactNode, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { Spinner } from '@/components/ui/spinner';
import { useFirstFocus } from './use-first-focus';

/** The person does something elsewhere; what and where is said, and that one can give it up. */
export function Waiting({ text, onCancel, children }: { text: string; onCancel: () => void; children: ReactNode }) {
  const cancel = useRef<HTMLDivElement>(null);
  useFirstFocus(cancel, 'button');
  return (
    <div className="space-y-3">
      <div role="status" className="flex items-start gap-2">
        <Spinner />
        <p className="min-w-0 flex-1 text-muted">{text}</p>
      </div>
      <div ref={cancel} className="flex flex-wrap items-center justify-end gap-2">
        {children}
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </div>
  );
}
