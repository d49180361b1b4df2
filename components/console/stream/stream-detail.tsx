'use client';

import { Pin, PinOff, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { bytesInWords } from '@/components/console/answer/units';
import { VisibleLines } from '@/components/console/answer/visible-text';
import { ScrollRegion } from '@/components/console/scroll-region';
import { IconButton } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { ENTRY } from '@/lib/core/line';
import { clockTime } from './clock-time';
import { hexDump } from './hex-dump';
import { JsonText } from './json-text';
import type { RowWords } from './row-words';
import { type StreamRow, textOf } from './stream-store';

/** Of a longer message only so much is drawn; it is copied and exported whole. */
const MOST_DRAWN = 256 * 1024;

interface StreamDetailProps {
  row: StreamRow;
  words: RowWords;
  pinned: boolean;
  onPin: (pinned: boolean) => void;
  onClose: () => void;
  /** What a console adds about this row: an explanation, the way to a request. */
  more?: ReactNode;
}

/** One row in full. */
export function StreamDetail({ row, words, pinned, onPin, onClose, more }: StreamDetailProps) {
  const text = textOf(row, MOST_DRAWN);
  const cut = row.payload.length > MOST_DRAWN;
  return (
    <section aria-label="Message" className="flex h-full min-h-0 min-w-0 flex-col border-line border-t bg-panel">
      <div className="flex h-9 shrink-0 items-center gap-3 border-line border-b pr-2 pl-3 text-xs">
        <span className="font-mono text-muted tabular-nums">{clockTime(row.at)}</span>
        <span className="truncate font-medium">{words.sort}</span>
        <span className="text-faint">{row.tag === ENTRY.event ? '' : bytesInWords(row.payload.length)}</span>
        <span className="ml-auto flex items-center">
          <IconButton
            size="small"
            label={pinned ? 'Unpin' : 'Pin'}
            icon={pinned ? <PinOff aria-hidden="true" size={13} /> : <Pin aria-hidden="true" size={13} />}
            onClick={() => onPin(!pinned)}
          />
          <CopyButton size="small" what="message" text={() => textOf(row)} />
          <IconButton
            size="small"
            label="Close the message"
            icon={<X aria-hidden="true" size={13} />}
            onClick={onClose}
          />
        </span>
      </div>
      {more}
      <ScrollRegion label="What it says" className="bg-ground px-3 py-2">
        {isBinary(row) ? (
          <pre className="font-mono text-xs">{hexDump(row.payload.subarray(0, MOST_DRAWN / 16))}</pre>
        ) : row.tag === ENTRY.event ? (
          <>
            <p className="mb-2">{words.text}</p>
            <JsonText text={text} />
          </>
        ) : cut ? (
          <pre className="whitespace-pre-wrap break-all font-mono text-xs">
            <VisibleLines text={text} />
          </pre>
        ) : (
          <JsonText text={text} />
        )}
        {cut ? <p className="mt-2 text-muted text-xs">The first 256 KB are shown. Copy it to have it whole.</p> : null}
      </ScrollRegion>
    </section>
  );
}

function isBinary({ tag }: StreamRow): boolean {
  return tag === ENTRY.binaryIn || tag === ENTRY.binaryOut;
}
