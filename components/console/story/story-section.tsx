import type { ReactNode } from 'react';

interface StorySectionProps {
  title: string;
  /** The log group it is from. */
  group: string | null;
  marks?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** One log of the story. */
export function StorySection({ title, group, marks, actions, children }: StorySectionProps) {
  return (
    <section aria-label={title} className="border-line border-b px-4 py-3 last:border-b-0">
      <div className="mb-1.5 flex min-h-6 items-center gap-2">
        <h3 className="shrink-0 font-medium">{title}</h3>
        {marks}
        {group === null ? null : (
          <span title={group} className="min-w-0 truncate font-mono text-2xs text-faint">
            {group}
          </span>
        )}
        <span className="ml-auto flex shrink-0 items-center gap-1">{actions}</span>
      </div>
      {children}
    </section>
  );
}
