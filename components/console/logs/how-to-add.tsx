'use client';

import { useState } from 'react';
import { useKnownApi } from '@/components/shell/catalogue-store';
import { CopyButton } from '@/components/ui/copy-button';
import { Tabs } from '@/components/ui/tabs';
import {
  howToAddAccessLog,
  type LoggedKind,
  TEMPLATE_TOOLS,
  type TemplateTool,
} from '@/lib/core/access-log/how-to-add';
import { apiKey } from '@/lib/core/keys';

/** Whether a kind of API writes an access log at all. */
export function isLogged(kind: string): kind is LoggedKind {
  return kind === 'http' || kind === 'websocket' || kind === 'rest';
}

/** What to add to the template of a stage that writes no access log: first for the tool that deployed it. */
export function HowToAdd({ kind, id, stage }: { kind: LoggedKind; id: string; stage: string }) {
  const owner = useKnownApi(apiKey({ kind, id }))?.owner;
  const deployed = TEMPLATE_TOOLS.find(({ tool }) => owner && 'tool' in owner && owner.tool === tool)?.tool;
  const [chosen, setTool] = useState<TemplateTool | null>(null);
  const tool = chosen ?? deployed ?? 'cloudformation';
  const { text, notes } = howToAddAccessLog(kind, stage, tool);
  return (
    <section aria-label="What to add" className="overflow-hidden rounded-lg border border-line bg-panel">
      <Tabs
        label="Template"
        items={TEMPLATE_TOOLS.map(({ tool: id, label }) => ({ id, label }))}
        value={tool}
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
