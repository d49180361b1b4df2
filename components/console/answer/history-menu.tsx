'use client';

import { clsx } from 'clsx';
import { History, Pencil, RotateCcw, Trash2 } from 'lucide-react';
import { durationOf, type Exchange, outcomeOf, type Redo } from '@/components/console/exchange/exchange';
import { clearHistory } from '@/components/console/exchange/use-exchanges';
import { IconButton } from '@/components/ui/button';
import { Menu, type MenuEntry } from '@/components/ui/menu';
import { agoInWords, durationInWords } from './units';

interface HistoryMenuProps {
  place: string;
  all: readonly Exchange[];
  shown: Exchange | undefined;
  onSelect: (id: string | null) => void;
  onSendAgain: (then: Redo) => void;
  onEdit: (then: Redo) => void;
}

/** The last answers of the route: look at one, send it again, or fill the request in with it. */
export function HistoryMenu({ place, all, shown, onSelect, onSendAgain, onEdit }: HistoryMenuProps) {
  const now = Date.now();
  const then = shown?.draft ? { draft: shown.draft, as: shown.as } : null;
  const entries: MenuEntry[] = all.map((exchange) => ({
    id: exchange.id,
    label: `${outcomeOf(exchange)}  ${exchange.method} ${exchange.target}`,
    icon: <Mark exchange={exchange} current={exchange.id === shown?.id} />,
    note: noteOf(exchange, now),
    onSelect: () => onSelect(exchange.id),
  }));
  const actions: MenuEntry[] = then
    ? [
        { id: 'sep-1', separator: true },
        {
          id: 'again',
          label: 'Send the shown one again',
          icon: <RotateCcw size={14} />,
          onSelect: () => onSendAgain(then),
        },
        { id: 'edit', label: 'Fill in the request from it', icon: <Pencil size={14} />, onSelect: () => onEdit(then) },
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

function noteOf(exchange: Exchange, now: number): string {
  const parts = [
    ...(exchange.as && exchange.as.scheme !== 'none' ? [exchange.as.label] : []),
    ...(exchange.running ? [] : [durationInWords(durationOf(exchange, now))]),
    agoInWords(now - exchange.startedAt),
  ];
  return parts.join(', ');
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
