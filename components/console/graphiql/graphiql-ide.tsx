'use client';

import { DOC_EXPLORER_PLUGIN, DocExplorerStore } from '@graphiql/plugin-doc-explorer';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import { HISTORY_PLUGIN, HistoryStore } from '@graphiql/plugin-history';
import { GraphiQLProvider } from '@graphiql/react';
import './graphiql.css';
import { type ReactNode, useState } from 'react';
import { GraphiqlDesk } from './graphiql-desk';
import { GraphiqlStorage } from './graphiql-storage';
import { EDITOR_THEME } from './monaco-theme';
import type { GraphiqlPort } from './port';
import { useBuiltSchema, useSchemaInEditor, useShownText } from './schema/use-built-schema';
import type { useSchema } from './schema/use-schema';
import { useMonacoHome } from './use-monaco-home';
import { useRuns } from './use-runs';
import { useShade } from './use-shade';

const BUILDER_PLUGIN = explorerPlugin();
const PLUGINS = [DOC_EXPLORER_PLUGIN, BUILDER_PLUGIN, HISTORY_PLUGIN];
const FIRST_QUERY = '# Ctrl Space completes, Ctrl Enter runs.\n{\n  __typename\n}\n';

interface GraphiqlIdeProps {
  port: GraphiqlPort;
  schema: ReturnType<typeof useSchema>;
  /** What a kind adds to the toolbar: its stages, the way back. */
  children?: ReactNode;
}

/** GraphiQL and its editor, which is as large as all the rest of the console. */
export function GraphiqlIde({ port, schema, children }: GraphiqlIdeProps) {
  const shade = useShade();
  const text = useShownText(schema.kept, port.modes);
  const [side, setSide] = useState(false);
  const built = useBuiltSchema(text, schema.kept?.texts.types ?? 0, side);
  const runs = useRuns(port, schema, built);
  const [storage] = useState(() => new GraphiqlStorage(port.place));
  const [open] = useState(() => storage.openTab());
  useMonacoHome(shade);
  useSchemaInEditor(text ?? (port.modes ? null : schema.coming));
  return (
    <GraphiQLProvider
      fetcher={runs.fetcher}
      storage={storage}
      schema={built}
      dangerouslyAssumeSchemaIsValid
      plugins={PLUGINS}
      referencePlugin={DOC_EXPLORER_PLUGIN}
      onTogglePluginVisibility={(plugin) => setSide(plugin !== null && plugin !== HISTORY_PLUGIN)}
      defaultTheme={shade}
      editorTheme={EDITOR_THEME}
      // The storage keeps headers in the page alone.
      shouldPersistHeaders
      defaultQuery={FIRST_QUERY}
      {...(open.query === undefined ? {} : { initialQuery: open.query })}
      {...(open.variables === undefined ? {} : { initialVariables: open.variables })}
      {...(open.headers === undefined ? {} : { initialHeaders: open.headers })}
    >
      <HistoryStore>
        <DocExplorerStore>
          <GraphiqlDesk port={port} schema={schema} runs={runs} storage={storage} shade={shade}>
            {children}
          </GraphiqlDesk>
        </DocExplorerStore>
      </HistoryStore>
    </GraphiQLProvider>
  );
}
