'use client';

import { clsx } from 'clsx';
import { WandSparkles } from 'lucide-react';
import { formatJson } from '@/components/console/viewer/format-json';
import type { JsonProblemAt } from '@/components/console/viewer/json-check';
import { Button } from '@/components/ui/button';
import { fieldId } from './field-id';

interface JsonBarProps {
  text: string;
  /** Whether the text is JSON, as of a moment ago. */
  problem: JsonProblemAt | null;
  /** The person wanted to send it in spite of the problem. */
  asked: boolean;
  onText: (text: string) => void;
  onSendAnyway: () => void;
}

/** Below the editor: is it JSON, and if not, where it stops being that. */
export function JsonBar({ text, problem, asked, onText, onSendAnyway }: JsonBarProps) {
  return (
    <div className="flex min-h-7 items-center gap-3">
      <p aria-live="polite" className={clsx('min-w-0 flex-1 text-xs', problem ? 'text-bad' : 'text-muted')}>
        {problem
          ? `Not valid JSON: ${problem.message} at line ${problem.line}, column ${problem.column}.`
          : text.trim() === ''
            ? 'An empty body is sent.'
            : 'Valid JSON.'}
      </p>
      {problem && asked ? (
        <Button id={fieldId('send-anyway')} size="small" onClick={onSendAnyway}>
          Send it as it is
        </Button>
      ) : null}
      <Button
        size="small"
        disabled={problem !== null || text.trim() === ''}
        icon={<WandSparkles aria-hidden="true" size={13} />}
        onClick={() => onText(formatJson(text))}
      >
        Format
      </Button>
    </div>
  );
}
