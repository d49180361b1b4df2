import { type ReactNode, useMemo } from 'react';
import { ScrollRegion } from '@/components/console/scroll-region';
import { FailureCard } from '@/components/shell/failure';
import type { Problem } from '@/lib/core/api';
import { UnreadParts } from './unread-parts';

interface FactsPageProps {
  /** Of the API. */
  name: string;
  problems: readonly Problem[];
  /** What matters more than what could not be read. */
  first?: ReactNode;
  children: ReactNode;
}

/** Everything about one API: first what could not be read of it, then its subjects. */
export function FactsPage({ name, problems, first, children }: FactsPageProps) {
  const unread = useMemo(() => new Set(problems.map(({ subject }) => subject)), [problems]);
  return (
    <ScrollRegion label={`About ${name}`} className="px-4 py-5 sm:px-6">
      <div className="mx-auto max-w-4xl space-y-7">
        {first}
        {problems.map(({ subject, failure }) => (
          <FailureCard key={subject} subject={subject} failure={failure} />
        ))}
        <UnreadParts value={unread}>{children}</UnreadParts>
      </div>
    </ScrollRegion>
  );
}
