import { CornerUpLeft, TriangleAlert } from 'lucide-react';
import { durationInWords } from '@/components/console/answer/units';
import { clockTime } from '@/components/console/stream/clock-time';
import type { StreamRow } from '@/components/console/stream/stream-store';
import { gatewayErrorInWords } from './gateway-error';
import { readMessage } from './session-row';
import type { TalkIndex } from './talk-index';

/** What is to be said about one message: what an error of API Gateway means, or which message it answers. */
export function RowNote({ row, index }: { row: StreamRow; index: TalkIndex }) {
  const { error, request } = readMessage(row, index);
  if (error) {
    return (
      <p role="note" className="flex shrink-0 gap-2 border-line border-b bg-warn-soft px-3 py-1.5 text-warn text-xs">
        <TriangleAlert aria-hidden="true" size={13} className="mt-0.5 shrink-0" />
        <span className="min-w-0 break-words">{gatewayErrorInWords(error)}</span>
      </p>
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
