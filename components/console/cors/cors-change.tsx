'use client';

import { useState } from 'react';
import { CopyButton } from '@/components/ui/copy-button';
import { NativeSelect } from '@/components/ui/native-select';
import type { CorsChange } from '@/lib/core/cors/change';
import { corsSnippet, type SnippetForm } from '@/lib/core/cors/snippet';

const FORMS: { value: SnippetForm; label: string }[] = [
  { value: 'value', label: 'CorsConfiguration' },
  { value: 'sam', label: 'CloudFormation and SAM' },
  { value: 'cdk', label: 'CDK' },
  { value: 'sst', label: 'SST' },
  { value: 'cli', label: 'AWS CLI' },
];

/** What to change in the API so that the page may, as sentences and to paste. */
export function CorsChangeView({ change, apiId }: { change: CorsChange; apiId: string }) {
  const [form, setForm] = useState<SnippetForm>('value');
  const text = corsSnippet(change.cors, form, apiId);
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
            value={form}
            items={FORMS}
            onValue={(value) => setForm(FORMS.find((one) => one.value === value)?.value ?? 'value')}
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
