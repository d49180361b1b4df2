'use client';

import { useState } from 'react';
import { useKnownApi } from '@/components/shell/catalogue-store';
import { CopyButton } from '@/components/ui/copy-button';
import { Tabs } from '@/components/ui/tabs';
import { howToAddAccessLog, type LogHint, TEMPLATE_TOOLS, type TemplateTool } from '@/lib/core/access-log/how-to-add';
import { howToAddAppSyncLog } from '@/lib/core/appsync-log';
import { apiKey } from '@/lib/core/keys';

/** What to add for an API of a kind; null where the tool, or the kind, has nothing of the sort. */
function hintFor(kind: string, stage: string, tool: TemplateTool): LogHint | null {
  if (kind === 'http' || kind === 'websocket' || kind === 'rest') return howToAddAccessLog(kind, stage, tool);
  return kind === 'appsync' || kind === 'events' ? howToAddAppSyncLog(kind, tool) : null;
}

/** What to add to the template of an API, or of its stage, that logs nothing: first for the tool that deployed it. */
export function HowToAdd({ kind, id, stage }: { kind: string; id: string; stage: string }) {
  const owner = useKnownApi(apiKey({ kind, id }))?.owner;
  const deployed = owner && 'tool' in owner ? owner.tool : null;
  const [chosen, setTool] = useState<TemplateTool | null>(null);
  const hints = TEMPLATE_TOOLS.flatMap(({ tool, label }) => {
    const hint = hintFor(kind, stage, tool);
    return hint ? [{ id: tool, label, hint }] : [];
  });
  const shown = hints.find((one) => one.id === (chosen ?? deployed)) ?? hints.at(-1);
  if (!shown) return null;
  const { text, notes } = shown.hint;
  return (
    <section aria-label="What to add" className="overflow-hidden rounded-lg border border-line bg-panel">
      <Tabs
        label="Template"
        items={hints}
        value={shown.id}
        onValue={setTool}
        aside={<CopyButton what="template" size="small" text={text} />}
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
        <pre className="overflow-x-auto bg-ground p-3 font-mono text-xs" tabIndex={0}>
          {text}
        </pre>
        <ul className="list-disc space-y-0.5 border-line border-t py-2 pr-3 pl-7 text-muted text-xs">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </Tabs>
    </section>
  );
}
