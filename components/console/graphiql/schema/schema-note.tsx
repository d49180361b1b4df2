'use client';

import { TriangleAlert } from 'lucide-react';
import { VisibleText } from '@/components/console/answer/visible-text';
import { Button } from '@/components/ui/button';
import type { useSchema } from './use-schema';

/** Why there is no schema or another than one would think, and what to do. The editor works all the same. */
export function SchemaNote({ schema }: { schema: ReturnType<typeof useSchema> }) {
  const { kept, trouble, reading, read } = schema;
  const problems = kept?.texts.problems ?? [];
  return (
    <div role="status" aria-label="Schema" className="shrink-0">
      {trouble ? (
        <div className="flex items-start gap-2 border-line border-b bg-warn-soft px-4 py-1.5 text-warn">
          <TriangleAlert aria-hidden="true" size={14} className="mt-0.5 shrink-0" />
          <p className="max-h-24 min-w-0 flex-1 overflow-y-auto break-words">
            <VisibleText text={trouble.sentence} /> {trouble.next}
            {kept ? ' Until then the schema of an earlier time is used.' : ''}
          </p>
          <Button size="small" busy={reading} onClick={() => read('asked')}>
            Read again
          </Button>
        </div>
      ) : null}
      {!trouble && kept?.instead ? (
        <p className="border-line border-b px-4 py-1.5 text-muted">
          <VisibleText text={kept.instead} /> The schema comes from AWS’s control plane.
        </p>
      ) : null}
      {!trouble && problems.length > 0 ? (
        <details className="border-line border-b px-4 py-1.5 text-warn">
          <summary>
            {problems.length === 1
              ? 'The schema breaks a rule of GraphQL.'
              : `The schema breaks ${problems.length} rules of GraphQL.`}{' '}
            Completion may miss something.
          </summary>
          <ul className="mt-1 max-h-40 list-disc overflow-y-auto pl-5">
            {problems.map((problem) => (
              <li key={problem} className="break-words">
                <VisibleText text={problem} />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}
