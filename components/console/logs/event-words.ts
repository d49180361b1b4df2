import { eventInWords, type RowWords } from '@/components/console/stream/row-words';
import { nextStep } from '@/components/shell/failure';
import type { LineEvent } from '@/lib/core/line';

/** What happened to the reading of a log, in one sentence. */
export function logEventInWords(event: LineEvent): RowWords {
  switch (event.type) {
    case 'trouble':
      return {
        sort: 'trouble',
        text: `${event.failure.message} It is tried again by itself; nothing is lost meanwhile. ${nextStep(event.failure)}`,
        tone: 'warn',
      };
    case 'resumed':
      return { sort: 'resumed', text: 'It can be read again. What was missed comes now.', tone: 'ok' };
    case 'sampled':
      return {
        sort: 'sampled',
        text: 'More than 500 lines came in a second. Live Tail shows some of them from here on; polling shows all.',
        tone: 'warn',
      };
    case 'failure':
      return { sort: 'failed', text: `${event.failure.message} ${nextStep(event.failure)}`, tone: 'bad' };
    case 'gap':
      return { sort: 'gap', text: gapInWords(event), tone: 'warn' };
    default:
      return eventInWords(event);
  }
}

function gapInWords({ frames, why }: Extract<LineEvent, { type: 'gap' }>): string {
  const lost = `${frames.toLocaleString('en-GB')} ${frames === 1 ? 'line' : 'lines'}`;
  return why === 'unread'
    ? `${lost} came faster than this page could take them and are not here. Narrow the filter, or read a shorter time.`
    : `${lost} before this were let go, because there was no more room.`;
}
