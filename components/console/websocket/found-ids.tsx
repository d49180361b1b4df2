'use client';

import { clsx } from 'clsx';
import { useMemo, useSyncExternalStore } from 'react';
import type { HeldLine } from '@/components/console/line/held-line';
import { ConnectionIds, type FoundId } from './connection-ids';

interface FoundIdsProps {
  lines: readonly HeldLine[];
  chosen: string;
  onChoose: (id: string) => void;
}

const SAID: Record<FoundId['how'], string> = {
  own: 'its own, named by API Gateway',
  named: 'named in a message',
};

/** The connection ids that came over the sessions here, to choose from. */
export function FoundIds({ lines, chosen, onChoose }: FoundIdsProps) {
  return (
    <div>
      <p className="mb-1 text-muted text-xs">Seen on the sessions</p>
      <ul aria-label="Connection ids seen" className="space-y-1">
        {lines.map((line) => (
          <Found key={line.id} line={line} chosen={chosen} onChoose={onChoose} />
        ))}
      </ul>
      <p className="mt-1 text-faint text-xs">
        API Gateway tells a client its id in error frames alone; some backends say it themselves, under connectionId.
      </p>
    </div>
  );
}

function Found({ line, chosen, onChoose }: { line: HeldLine; chosen: string; onChoose: (id: string) => void }) {
  const ids = useMemo(() => new ConnectionIds(line.store), [line]);
  useSyncExternalStore(line.store.subscribe, line.store.version, line.store.version);
  return ids.list().map(({ id, how }) => (
    <li key={id}>
      <button
        type="button"
        aria-pressed={id === chosen}
        onClick={() => onChoose(id)}
        className={clsx(
          'flex w-full flex-wrap items-baseline gap-x-3 rounded-md px-2 py-1 text-left hover:bg-hover',
          id === chosen && 'bg-selected',
        )}
      >
        <span className="font-mono text-xs">{id}</span>
        <span className="text-muted text-xs">
          {line.label.as}, {SAID[how]}
        </span>
      </button>
    </li>
  ));
}
