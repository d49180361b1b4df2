'use client';

import { HeaderEditor, QueryEditor, useMonaco, VariableEditor } from '@graphiql/react';
import { clsx } from 'clsx';
import { type ReactNode, useState } from 'react';
import { Spinner } from '@/components/ui/spinner';
import { Split } from '@/components/ui/split';
import type { GraphiqlPort } from './port';

type Tool = 'variables' | 'headers' | 'auth';
const TOOLS: { id: Tool; label: string }[] = [
  { id: 'variables', label: 'Variables' },
  { id: 'headers', label: 'Headers' },
  { id: 'auth', label: 'Auth' },
];

/** The operation, and below it what goes with it. All editors stay, whichever is shown: GraphiQL reads them. */
export function Editors({ port }: { port: GraphiqlPort }) {
  const ready = useMonaco(({ monaco }) => monaco !== undefined);
  const [tool, setTool] = useState<Tool>('variables');
  if (!ready) return <EditorLoading />;
  return (
    <Split
      id="graphiql-editors"
      label="Size of operation and variables"
      direction="column"
      initial={68}
      className="min-h-0 flex-1"
      first={
        <Box label="Operation editor">
          <QueryEditor />
        </Box>
      }
      second={
        <div className="flex min-h-0 flex-1 flex-col">
          <div
            role="tablist"
            aria-label="Beside the operation"
            className="flex h-8 shrink-0 gap-4 border-line border-b px-4"
          >
            {TOOLS.map(({ id, label }) => (
              <button
                key={id}
                type="button"
                role="tab"
                id={`graphiql-tool-${id}`}
                aria-selected={tool === id}
                aria-controls={`graphiql-panel-${id}`}
                onClick={() => setTool(id)}
                className={clsx(
                  '-mb-px h-8 border-b-2',
                  tool === id ? 'border-accent text-ink' : 'border-transparent text-muted hover:text-ink',
                )}
              >
                {label}
              </button>
            ))}
          </div>
          <Panel id="variables" shown={tool === 'variables'}>
            <Box label="Variables editor">
              <VariableEditor />
            </Box>
          </Panel>
          <Panel id="headers" shown={tool === 'headers'}>
            <Box label="Headers editor">
              <HeaderEditor />
            </Box>
          </Panel>
          <Panel id="auth" shown={tool === 'auth'}>
            <div className="min-h-0 flex-1 overflow-y-auto p-4">{tool === 'auth' ? port.authPane : null}</div>
          </Panel>
        </div>
      }
    />
  );
}

function Panel({ id, shown, children }: { id: Tool; shown: boolean; children: ReactNode }) {
  return (
    <div
      role="tabpanel"
      id={`graphiql-panel-${id}`}
      aria-labelledby={`graphiql-tool-${id}`}
      hidden={!shown}
      className={shown ? 'flex min-h-0 flex-1 flex-col' : ''}
    >
      {children}
    </div>
  );
}

/** Monaco lies on its box absolutely, and fills it. */
export function Box({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section aria-label={label} className="graphiql-container relative min-h-0 min-w-0 flex-1 bg-ground pt-2">
      {children}
    </section>
  );
}

function EditorLoading() {
  return (
    <p role="status" className="flex flex-1 items-center justify-center gap-2 bg-ground text-muted">
      <Spinner />
      Opening the editor
    </p>
  );
}
