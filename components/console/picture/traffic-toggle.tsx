'use client';

import { clsx } from 'clsx';
import { Activity } from 'lucide-react';
import { useState } from 'react';
import { useCatalogue } from '@/components/shell/catalogue-store';
import { type ApiTraffic, showTraffic, useTraffic } from '@/components/shell/route-traffic';
import { useAccount } from '@/components/shell/use-account';
import { IconButton } from '@/components/ui/button';
import { tip } from '@/components/ui/tooltip';
import { accountKey, apiKey } from '@/lib/core/keys';
import { insightsRuns } from './insights-runs';
import { priceBefore } from './run-words';

interface TrafficToggleProps {
  api: { kind: string; id: string; name: string };
}

/** Puts requests and errors of the last hour beside each route in the tree: one query, made when it is asked for. */
export function TrafficToggle({ api }: TrafficToggleProps) {
  const { account, place } = useAccount();
  const traffic = useTraffic();
  const { routes } = useCatalogue();
  const [asking, setAsking] = useState(false);
  const [said, say] = useState<{ text: string; bad: boolean } | null>(null);
  if (!account) return null;
  const key = `${accountKey(account)} ${apiKey(api)}`;
  const run = `${key} tree`;
  const shown = traffic.get(key);
  const toggle = async () => {
    if (asking) return insightsRuns.stop(run);
    if (shown) {
      say(null);
      return showTraffic(key, null);
    }
    setAsking(true);
    say(null);
    // What writes queries comes when it is needed, not with the page.
    const { askTraffic } = await import('./route-traffic-query');
    const keys = new Set(routes.get(apiKey(api))?.map((target) => target.key));
    const answer = await askTraffic(
      { kind: api.kind, id: api.id, account },
      { run, stage: place.stage, name: api.name, keys },
    );
    setAsking(false);
    if (answer.traffic) showTraffic(key, answer.traffic);
    say({ text: answer.words, bad: answer.traffic === null });
  };
  return (
    <>
      <span
        role="status"
        className={clsx('max-w-96 truncate text-xs max-lg:sr-only', said?.bad ? 'text-bad' : 'text-muted')}
        {...tip(said?.text ?? '')}
      >
        {asking ? 'Asking CloudWatch' : (said?.text ?? '')}
      </span>
      <IconButton
        size="small"
        label="Traffic of the last hour in the tree"
        {...tip(hint(asking, shown))}
        aria-pressed={shown !== undefined}
        aria-busy={asking}
        className={shown ? 'bg-selected text-ink' : ''}
        icon={<Activity aria-hidden="true" size={13} className={asking ? 'animate-pulse' : ''} />}
        onClick={() => void toggle()}
      />
    </>
  );
}

function hint(asking: boolean, shown: ApiTraffic | undefined): string {
  if (asking) return 'Cancel the query for the traffic of the last hour.';
  if (shown) return 'Take the traffic of the last hour out of the tree.';
  return `Requests and errors of the last hour beside each route, by one query of CloudWatch Logs Insights. ${priceBefore(null)}`;
}
