import { CornerUpLeft, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { durationInWords } from '@/components/console/answer/units';
import { clockTime } from '@/components/console/stream/clock-time';
import type { StreamRow } from '@/components/console/stream/stream-store';
import { type GatewayError, gatewayErrorInWords } from './gateway-error';
import { readMessage } from './session-row';
import type { TalkIndex } from './talk-index';

interface RowNoteProps {
  row: StreamRow;
  index: TalkIndex;
  /** How to look into what was logged of a message that API Gateway refused. */
  logs: (error: GatewayError, at: number) => ReactNode;
}

/** What is to be said about one message: what an error of API Gateway means, or which message it answers. */
export function RowNote({ row, index, logs }: RowNoteProps) {
  const { error, request } = readMessage(row, index);
  if (error) {
    return (
      <div role="note" className="flex shrink-0 gap-2 border-line border-b bg-warn-soft px-3 py-1.5 text-warn text-xs">
        <TriangleAlert aria-hidden="true" size={13} className="mt-0.5 shrink-0" />
        <span className="min-w-0 flex-1 break-words">{gatewayErrorInWords(error)}</span>
        {logs(error, row.at)}
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
