'use client';

import { DOC_EXPLORER_PLUGIN } from '@graphiql/plugin-doc-explorer';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { BookOpen, Copy, History, ListTree, Merge, WandSparkles } from 'lucide-react';
import type { ReactNode } from 'react';
import { fieldId } from '@/components/console/request/field-id';
import { IdentityPicker } from '@/components/identity/identity-picker';
import { IconButton } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import type { GraphiqlPort, PortModes } from './port';
import { RunButton } from './run-button';
import { SchemaMenu } from './schema/schema-menu';
import type { useSchema } from './schema/use-schema';
import type { Runs } from './use-runs';

interface ToolbarProps {
  port: GraphiqlPort;
  schema: ReturnType<typeof useSchema>;
  runs: Runs;
  children?: ReactNode;
}

/** What can be done with the operation, what stands beside it, and as whom it runs. */
export function Toolbar({ port, schema, runs, children }: ToolbarProps) {
  const { prettifyEditors, mergeQuery, copyQuery } = useGraphiQLActions();
  const plugins = useGraphiQL((state) => state.plugins);
  const builder = plugins.find((one) => one !== DOC_EXPLORER_PLUGIN && one !== HISTORY_PLUGIN);
  const copy = async () => {
    await copyQuery();
    toast('The operation was copied.');
  };
  return (
    <div
      role="toolbar"
      aria-label="Operation"
      className="flex shrink-0 flex-wrap items-center gap-x-1 gap-y-2 border-line border-b px-4 py-2.5 max-sm:px-3"
    >
      <RunButton runs={runs} />
      <Tool
        label="Prettify"
        keys="Ctrl+Shift+P"
        icon={<WandSparkles size={15} />}
        onClick={() => void prettifyEditors()}
      />
      <Tool label="Merge fragments" keys="Ctrl+Shift+M" icon={<Merge size={15} />} onClick={mergeQuery} />
      <Tool label="Copy the operation" keys="Ctrl+Shift+C" icon={<Copy size={15} />} onClick={() => void copy()} />
      <span className="mx-1 h-5 w-px bg-line" />
      <Side plugin={DOC_EXPLORER_PLUGIN} label="Docs" icon={<BookOpen size={15} />} />
      {builder ? <Side plugin={builder} label="Query builder" icon={<ListTree size={15} />} /> : null}
      <Side plugin={HISTORY_PLUGIN} label="Operations run before" icon={<History size={15} />} />
      <div className="ml-auto flex min-w-0 flex-wrap items-center justify-end gap-2">
        <SchemaMenu schema={schema} name={port.name} />
        {children}
        {port.modes && port.modes.all.length > 1 ? <ModeSelect modes={port.modes} /> : null}
        <IdentityPicker id={fieldId('identity')} place={port.who.place} chosen={port.who.chosen} />
      </div>
    </div>
  );
}

interface ToolProps {
  label: string;
  keys?: string;
  icon: ReactNode;
  onClick: () => void;
}

function Tool({ label, keys, icon, onClick }: ToolProps) {
  return <IconButton label={label} {...(keys ? { keys } : {})} icon={icon} onClick={onClick} />;
}

/** Shows one of GraphiQL's panes at the side, or takes it away. */
function Side({ plugin, label, icon }: { plugin: GraphiQLPlugin; label: string; icon: ReactNode }) {
  const { setVisiblePlugin } = useGraphiQLActions();
  const shown = useGraphiQL((state) => state.visiblePlugin === plugin);
  return (
    <IconButton
      label={label}
      aria-pressed={shown}
      className={shown ? 'bg-selected text-accent-strong' : ''}
      icon={icon}
      onClick={() => setVisiblePlugin(shown ? null : plugin)}
    />
  );
}

function ModeSelect({ modes: { all, chosen, onChoose } }: { modes: PortModes }) {
  return (
    <Select
      label="Authorization mode"
      value={chosen}
      items={all.map(({ id, label }) => ({ value: id, label }))}
      onValue={onChoose}
      className="h-9 max-w-48 shrink-0"
    />
  );
}
