import { TriangleAlert } from 'lucide-react';
import { VisibleText } from '@/components/console/answer/visible-text';
import { Button } from '@/components/ui/button';
import type { Explained } from './explain-answer';
import type { PortModes } from './port';

const MOST = 5;

interface AnswerWordsProps {
  words: readonly Explained[];
  modes: PortModes | null;
  /** Runs the operation once more under another mode. */
  onMode: (id: string) => void;
}

/** What the errors of an answer mean, and what to do next. The raw answer stands below. */
export function AnswerWords({ words, modes, onMode }: AnswerWordsProps) {
  if (words.length === 0) return null;
  const more = words.length - MOST;
  return (
    <ul
      aria-label="What went wrong"
      className="max-h-[40%] shrink-0 overflow-y-auto border-line border-b bg-warn-soft px-4 py-2"
    >
      {words.slice(0, MOST).map((one) => (
        <li key={`${one.field} ${one.sentence}`} className="flex items-start gap-2 py-0.5">
          <TriangleAlert aria-hidden="true" size={14} className="mt-0.5 shrink-0 text-warn" />
          <p className="min-w-0 flex-1 break-words">
            <span className="text-warn">
              <VisibleText text={one.sentence} />
              {one.count > 1 ? ` (${one.count} times)` : ''}
            </span>{' '}
            <span className="text-muted">{one.next}</span>
          </p>
          {modes?.all
            .filter(({ id }) => one.modes.includes(id))
            .map(({ id, label }) => (
              <Button key={id} size="small" onClick={() => onMode(id)}>
                Run with {label}
              </Button>
            ))}
        </li>
      ))}
      {more > 0 ? <li className="pl-6 text-muted">{more} more stand in the raw answer.</li> : null}
    </ul>
  );
}
