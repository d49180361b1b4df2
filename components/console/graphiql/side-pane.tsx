'use client';

import { DOC_EXPLORER_PLUGIN } from '@graphiql/plugin-doc-explorer';
import { HISTORY_PLUGIN, History, useHistory } from '@graphiql/plugin-history';
import { Tooltip, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { X } from 'lucide-react';
import { IconButton } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
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
        <Waiting comes={kept !== null || reading} />
      ) : (
        <div ref={nameFields} className="graphiql-container graphiql-side min-h-0 flex-1 overflow-auto p-4">
          <Tooltip.Provider>{plugin === HISTORY_PLUGIN ? <RanBefore /> : <Content />}</Tooltip.Provider>
        </div>
      )}
    </aside>
  );
}

function Waiting({ comes }: { comes: boolean }) {
  return (
    <p className="flex items-center gap-2 p-4 text-muted">
      {comes ? <Spinner /> : null}
      {comes ? 'The schema is being read.' : 'There is no schema to show.'}
    </p>
  );
}

function RanBefore() {
  return useHistory().length > 0 ? <History /> : <Empty>Run an operation, and it is listed here.</Empty>;
}

/** The query builder draws fields and lists without a name that a screen reader could say: each is called by its argument. */
function nameFields(pane: HTMLElement | null) {
  if (!pane) return;
  const name = () => {
    for (const field of pane.querySelectorAll('select:not([aria-label]), input:not([aria-label], [placeholder])')) {
      const argument = field.closest<HTMLElement>('[data-arg-name]')?.dataset.argName;
      field.ariaLabel = argument ?? (field.localName === 'select' ? 'Sort of operation' : 'Name of the operation');
    }
  };
  const drawn = new MutationObserver(name);
  drawn.observe(pane, { childList: true, subtree: true });
  name();
  return () => drawn.disconnect();
}
