'use client';

import { useState } from 'react';
import { VisibleText } from '@/components/console/answer/visible-text';
import { Button } from '@/components/ui/button';
import type { InsightsResult } from '@/lib/logs/contract';

const FIRST_ROWS = 100;
const MORE_ROWS = 1_000;
/** A value longer than this is cut here; the export has all of it. */
const LONGEST = 400;

/** A table as Insights gave it. */
export function ResultTable({ result }: { result: InsightsResult }) {
  const { columns, rows, cut } = result;
  const [most, setMost] = useState(FIRST_ROWS);
  if (rows.length === 0) return <p className="px-4 pb-3 text-muted">Nothing was found in this time.</p>;
  if (columns.length === 0) {
    return (
      <p className="px-4 pb-3 text-muted">
        {rows.length.toLocaleString('en-GB')} rows came back, and none has a field that the query names. CloudWatch
        finds fields by itself in JSON only, and an emulator may not know all commands.
      </p>
    );
  }
  return (
    <div className="px-4 pb-3">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section aria-label="Result" tabIndex={0} className="max-h-96 overflow-auto">
        <table className="border-collapse text-xs">
          <thead className="sticky top-0 bg-panel text-muted">
            <tr>
              {columns.map((name) => (
                <th key={name} className="whitespace-nowrap border-line border-b py-1 pr-5 text-left font-normal">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, most).map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name, and none comes or goes.
              <tr key={index} className="border-line border-b align-top">
                {columns.map((name, column) => (
                  <td key={name} className="max-w-xl break-words py-1 pr-5 font-mono tabular-nums">
                    <VisibleText text={(row[column] ?? '').slice(0, LONGEST)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className="mt-2 flex items-center gap-3 text-muted text-xs">
        <span>
          {rows.length.toLocaleString('en-GB')} {rows.length === 1 ? 'row' : 'rows'}
          {cut ? ', which is as many as CloudWatch gives at once' : ''}
        </span>
        {rows.length > most ? (
          <Button size="small" onClick={() => setMost(most + MORE_ROWS)}>
            Show more
          </Button>
        ) : null}
      </div>
    </div>
  );
}
