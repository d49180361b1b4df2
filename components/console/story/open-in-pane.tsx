'use client';

import { PanelBottomOpen } from 'lucide-react';
import Link from 'next/link';
import { paneLogs } from '@/components/console/logs/logs-address';
import { placeHref } from '@/components/shell/place';
import { usePlace } from '@/components/shell/use-account';
import { tip } from '@/components/ui/tooltip';

/** Opens a log in the pane below the console, narrowed to the lines with this word. */
export function OpenInPane({ log, word }: { log: string; word: string | null }) {
  const place = usePlace();
  if (!place.api) return null;
  const label = 'Open in the log pane';
  return (
    <Link
      href={placeHref({ ...place, logs: paneLogs([{ id: log, word }]) })}
      aria-label={label}
      {...tip(label)}
      className="inline-flex size-6 items-center justify-center rounded text-muted hover:bg-hover hover:text-ink"
    >
      <PanelBottomOpen aria-hidden="true" size={14} />
    </Link>
  );
}
