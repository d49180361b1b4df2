'use client';

import { DOC_EXPLORER_PLUGIN } from '@graphiql/plugin-doc-explorer';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { X } from 'lucide-react';
import { IconButton } from '@/components/ui/button';
import { Spinner } from '@/components/ui/spinner';
import type { useSchema } from './schema/use-schema';

/** GraphiQL's pane at the side: docs, the query builder, or the history. Over the editors where there is little room. */
export function SidePane({ schema: { kept, reading } }: { schema: ReturnType<typeof useSchema> }) {
  const { setVisiblePlugin } = useGraphiQLActions();
  const { plugin, built } = useGraphiQL((state) => ({ plugin: state.visiblePlugin, built: Boolean(state.schema) }));
  if (!plugin) return null;
  const label =
    plugin === DOC_EXPLORER_PLUGIN ? 'Docs' : plugin === HISTORY_PLUGIN ? 'Operations run before' : 'Query builder';
  const Content = plugin.content;
  const waits = plugin !== HISTORY_PLUGIN && !built;
  return (
    <aside
      aria-label={label}
      className="flex w-80 shrink-0 @max-[700px]:absolute @max-[700px]:inset-0 @max-[700px]:z-20 @max-[700px]:w-auto flex-col border-line border-r bg-panel"
    >
      <div className="flex h-9 shrink-0 items-center border-line border-b pr-1.5 pl-4">
        <h2 className="min-w-0 flex-1 font-medium">{label}</h2>
        <IconButton
          size="small"
          label={`Close ${label.toLowerCase()}`}
          icon={<X aria-hidden="true" size={13} />}
          onClick={() => setVisiblePlugin(null)}
        />
      </div>
      {waits ? (
        <p className="flex items-center gap-2 p-4 text-muted">
          {kept || reading ? <Spinner /> : null}
          {kept || reading ? 'The schema is being read.' : 'There is no schema to show.'}
        </p>
      ) : (
        <div className="graphiql-container graphiql-side min-h-0 flex-1 overflow-auto p-4">
          <Content />
        </div>
      )}
    </aside>
  );
}
