'use client';

import { useState } from 'react';
import type { LogRecords } from '@/components/console/logs/log-records';
import { ScrollRegion } from '@/components/console/scroll-region';
import { Tabs } from '@/components/ui/tabs';
import type { AccountRef } from '@/lib/core/account';
import { InsightsView } from './insights-view';
import { LinesView } from './lines-view';
import type { PictureSource } from './picture-source';

type From = 'lines' | 'insights';

interface PictureProps {
  account: AccountRef;
  /** Those that are looked at. */
  sources: readonly PictureSource[];
  records: LogRecords;
}

/** Requests, errors and latency, drawn: from the lines at hand, or of hours and days by CloudWatch Logs Insights. */
export function Picture({ account, sources, records }: PictureProps) {
  const [from, setFrom] = useState<From>('lines');
  return (
    <Tabs
      label="What is drawn"
      items={[
        { id: 'lines', label: 'Lines at hand' },
        { id: 'insights', label: 'Hours and days' },
      ]}
      value={from}
      onValue={setFrom}
      className="min-h-0 flex-1"
    >
      <ScrollRegion label={from === 'lines' ? 'Picture of the lines at hand' : 'CloudWatch Logs Insights'}>
        {from === 'lines' ? (
          <LinesView records={records} sources={sources} />
        ) : (
          <InsightsView account={account} sources={sources} />
        )}
      </ScrollRegion>
    </Tabs>
  );
}
