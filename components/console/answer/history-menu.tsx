'use client';

import { clsx } from 'clsx';
import { History, Pencil, RotateCcw, Trash2 } from 'lucide-react';
import type { Draft } from '@/components/console/draft/draft';
import { durationOf, type Exchange } from '@/components/console/exchange/exchange';
import { clearHistory } from '@/components/console/exchange/use-exchanges';
import { IconButton } from '@/components/ui/button';
import { Menu, type MenuEntry } from '@/components/ui/menu';
import { agoInWords, durationInWords } from './units';

interface HistoryMenuProps {
  place: string;
  all: readonly Exchange[];
  shown: Exchange | undefined;
  onSelect: (id: string | null) => void;
  onSendAgain: (draft: Draft) => void;
  onEdit: (draft: Draft) => void;
}

/** The last answers of the route: look at one, send it again, or fill the request in with it. */
export function HistoryMenu({ place, all, shown, onSelect, onSendAgain, onEdit }: HistoryMenuProps) {
  const now = Date.now();
  const draft = shown?.draft;
  const entries: MenuEntry[] = all.map((exchange) => ({
    id: exchange.id,
    label: `${outcomeInWords(exchange)}  ${exchange.method} ${exchange.target}`,
    icon: <Mark exchange={exchange} current={exchange.id === shown?.id} />,
    note: `${exchange.running ? '' : `${durationInWords(durationOf(exchange, now))}, `}${agoInWords(now - exchange.startedAt)}`,
    onSelect: () => onSelect(exchange.id),
  }));
  const actions: MenuEntry[] = draft
    ? [
        { id: 'sep-1', separator: true },
        {
          id: 'again',
          label: 'Send the shown one again',
          icon: <RotateCcw size={14} />,
          onSelect: () => onSendAgain(draft),
        },
        { id: 'edit', label: 'Fill in the request from it', icon: <Pencil size={14} />, onSelect: () => onEdit(draft) },
      ]
    : [];
  const clear: MenuEntry[] = [
    { id: 'sep-2', separator: true },
    {
      id: 'clear',
      label: 'Clear the history of this route',
      icon: <Trash2 size={14} />,
      onSelect: () => {
        onSelect(null);
        clearHistory(place);
      },
    },
  ];
  return (
    <Menu
      label="History"
      trigger={
        <IconButton
          label={`History, ${all.length} ${all.length === 1 ? 'answer' : 'answers'}`}
          disabled={all.length === 0}
          icon={<History aria-hidden="true" size={15} />}
        />
      }
      entries={[...entries, ...actions, ...clear]}
    />
  );
}

/** What became of an exchange in a word or two. */
export function outcomeInWords(exchange: Exchange): string {
  if (exchange.head) return String(exchange.head.status);
  if (exchange.unreachable) return exchange.unreachable.reason === 'cancelled' ? 'Cancelled' : 'No answer';
  return exchange.failure ? 'Not sent' : 'Running';
}

function Mark({ exchange, current }: { exchange: Exchange; current: boolean }) {
  const status = exchange.head?.status ?? 0;
  const colour = status >= 200 && status < 400 ? 'bg-ok' : status >= 400 && status < 500 ? 'bg-warn' : 'bg-bad';
  return (
    <span
      className={clsx(
        'block size-2 rounded-full',
        exchange.running ? 'bg-accent' : colour,
        current && 'outline-2 outline-accent outline-offset-2',
      )}
    />
  );
}
