'use client';

import { useState } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { NativeSelect } from '@/components/ui/native-select';
import type { CorsChange } from '@/lib/core/cors/change';

/** What to change in the API so that the page may, as sentences and to paste. */
export function CorsChangeView({ change }: { change: CorsChange }) {
  const { snippets } = change;
  const [label, setLabel] = useState('');
  const chosen = snippets.find((one) => one.label === label) ?? snippets[0];
  const text = chosen?.text ?? '';
  return (
    <section aria-labelledby="cors-change" className="space-y-2">
      <h3 id="cors-change" className="font-medium">
        The change that would allow it
      </h3>
      <ul className="list-disc space-y-0.5 pl-4">
        {change.changes.map((sentence) => (
          <li key={sentence} className="break-words">
            {sentence}
          </li>
        ))}
      </ul>
      <div className="rounded-lg border border-line">
        <div className="flex items-center justify-between gap-2 border-line border-b py-1 pr-1 pl-2">
          <NativeSelect
            label="In the words of"
            bare
            value={chosen?.label ?? ''}
            items={snippets.map((one) => ({ value: one.label, label: one.label }))}
            onValue={setLabel}
          />
          <CopyButton what="CORS configuration" size="small" text={text} />
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard. */}
        <section aria-label="CORS configuration" tabIndex={0} className="max-h-56 overflow-auto p-3">
          <pre className="font-mono text-xs">{text}</pre>
        </section>
      </div>
    </section>
  );
}
