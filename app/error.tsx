'use client';

import { useEffect } from 'react';
import { FailureCard } from '@/components/shell/failure';

/** A defect of a page: the rest of the console stays. */
export default function PageError({ error, reset }: { error: Error; reset: () => void }) {
  useEffect(() => {
    // biome-ignore lint/suspicious/noConsole: the one place where a defect of the page can be seen whole.
    console.error(error);
  }, [error]);
  return (
    <div className="p-4">
      <FailureCard
        failure={{ code: 'unexpected', message: 'This page broke. What you typed is kept.' }}
        onRetry={reset}
        className="mx-auto max-w-3xl"
      />
    </div>
  );
}
