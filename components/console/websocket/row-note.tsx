import { CornerUpLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { durationInWords } from '@/components/console/answer/units';
import { clockTime } from '@/components/console/stream/clock-time';
import type { StreamRow } from '@/components/console/stream/stream-store';
import type { GatewayError } from './gateway-error';
import { readMessage } from './session-row';
import type { TalkIndex } from './talk-index';

interface RowNoteProps {
  row: StreamRow;
  index: TalkIndex;
  /** Why API Gateway answered a message with an error of its own, and how to look into its logs. */
  why: (error: GatewayError, row: StreamRow) => ReactNode;
}

/** What is to be said about one message: what an error of API Gateway means, or which message it answers. */
export function RowNote({ row, index, why }: RowNoteProps) {
  const { error, request } = readMessage(row, index);
  if (error) {
    return (
      <div role="note" className="shrink-0">
        {why(error, row)}
      </div>
    );
  }
  if (!request) return null;
  return (
    <p role="note" className="flex shrink-0 gap-2 border-line border-b px-3 py-1.5 text-muted text-xs">
      <CornerUpLeft aria-hidden="true" size={13} className="mt-0.5 shrink-0" />
      <span className="min-w-0 break-words">
        Answers {request.route ?? 'the message'} of {clockTime(request.at)}, after{' '}
        {durationInWords(row.at - request.at)}.
      </span>
    </p>
  );
}
