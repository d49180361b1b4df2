'use client';

import { Square, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { HeldLine } from '@/components/console/line/held-line';
import { heldLines, useLineState } from '@/components/console/line/held-lines';
import { isLive } from '@/components/console/line/line-state';
import { StreamView } from '@/components/console/stream/stream-view';
import { IconButton } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { NativeSelect } from '@/components/ui/native-select';
import type { GraphiqlPort } from './port';
import type { KeptSchema } from './schema/schema-shelf';
import { SubscriptionEnd } from './subscription-end';

interface SubscriptionPaneProps {
  port: GraphiqlPort;
  kept: KeptSchema | null;
  lines: readonly HeldLine[];
  /** The subscription of the open tab. */
  latest: HeldLine | null;
}

/** The subscriptions of this server and what they bring, also those that an earlier page of this tab began. */
export function SubscriptionPane({ port, kept, lines, latest }: SubscriptionPaneProps) {
  const [picked, setPicked] = useState<string | null>(null);
  const line = lines.find(({ id }) => id === picked) ?? latest ?? lines.at(-1) ?? null;
  if (!line || !lines.includes(line)) {
    return (
      <div className="flex min-h-0 flex-1 flex-col justify-center gap-3 bg-ground p-4">
        <Empty>Run a subscription, and what it brings is listed here.</Empty>
        <Limits limits={port.limits} />
      </div>
    );
  }
  return (
    <section aria-label="Stream" className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-10 shrink-0 items-center gap-2 border-line border-b px-3">
        <NativeSelect
          label="Subscription"
          value={line.id}
          items={lines.map((one) => ({ value: one.id, label: nameOf(one) }))}
          onValue={setPicked}
          className="min-w-0 flex-1"
        />
        <LineTools line={line} />
      </div>
      <SubscriptionEnd key={`end of ${line.id}`} line={line} port={port} kept={kept} />
      <Limits limits={port.limits} />
      <StreamView
        key={line.id}
        store={line.store}
        label="Events"
        fileName={`${port.name}-subscription`}
        empty={<Empty>Nothing has come yet.</Empty>}
      />
    </section>
  );
}

/** What nobody would see on the line: why an event is missing, or has nulls. */
function Limits({ limits }: { limits: readonly string[] }) {
  if (limits.length === 0) return null;
  return (
    <details className="shrink-0 border-line border-b px-3 py-1.5 text-muted text-xs">
      <summary className="cursor-default">Why an event may be missing, or have nulls</summary>
      <ul className="mt-1 list-disc space-y-0.5 pl-4">
        {limits.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </details>
  );
}

function LineTools({ line }: { line: HeldLine }) {
  const state = useLineState(line);
  const live = isLive(state);
  return (
    <>
      <span role="status" className="text-muted">
        {live ? (state.phase === 'open' ? 'Open' : 'Opening') : 'Ended'}
      </span>
      {live ? (
        <IconButton
          size="small"
          label="Stop the subscription"
          icon={<Square aria-hidden="true" size={12} fill="currentColor" />}
          onClick={() => line.close()}
        />
      ) : (
        <IconButton
          size="small"
          label="Forget the subscription"
          icon={<Trash2 aria-hidden="true" size={13} />}
          onClick={() => heldLines.drop(line)}
        />
      )}
    </>
  );
}

function nameOf({ label }: HeldLine): string {
  const at = new Date(label.startedAt).toLocaleTimeString('en-GB');
  return `${label.about.operation || 'Subscription'}, ${label.as}, ${at}`;
}
