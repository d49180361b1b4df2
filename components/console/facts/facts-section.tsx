import { type ReactNode, use, useId } from 'react';
import { UnreadParts } from './unread-parts';

interface FactsSectionProps {
  title: string;
  aside?: ReactNode;
  /** The subject of the problem that stands there where it could not be read. */
  part?: string;
  /** Said where there is nothing of it; null where there is something. */
  none?: ReactNode;
  children?: ReactNode;
}

/** One subject of the facts, with its heading. What could not be read is not said to be empty. */
export function FactsSection({ title, aside, part, none = null, children }: FactsSectionProps) {
  const id = useId();
  const isUnread = use(UnreadParts).has(part ?? '');
  const instead = isUnread ? 'Not known, because it could not be read.' : none;
  return (
    <section aria-labelledby={id}>
      <div className="mb-2 flex items-baseline justify-between gap-4">
        <h2 id={id} className="font-medium text-lg">
          {title}
        </h2>
        {aside}
      </div>
      {instead === null ? null : <p className="text-muted">{instead}</p>}
      {children}
    </section>
  );
}

/** Names and what is known of them. */
export function FactList({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-6 gap-y-1">{children}</dl>;
}

/** One line of a FactList; left out where nothing is known. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === undefined || children === '') return null;
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

/** What AWS spells in its own way: ids, ARNs, addresses. */
export function Mono({ children }: { children: ReactNode }) {
  return <span className="break-all font-mono text-xs">{children}</span>;
}
