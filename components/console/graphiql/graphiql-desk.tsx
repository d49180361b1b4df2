'use client';

import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { IdentityDialogs } from '@/components/identity/identity-dialogs';
import { IdentityNotice } from '@/components/identity/identity-notice';
import { Split } from '@/components/ui/split';
import { useShortcut } from '@/components/ui/use-shortcut';
import { AnswerSide } from './answer-side';
import { Editors } from './editors';
import type { GraphiqlStorage } from './graphiql-storage';
import type { Shade } from './monaco-theme';
import { OperationTabs } from './operation-tabs';
import type { GraphiqlPort } from './port';
import { SchemaNote } from './schema/schema-note';
import type { useSchema } from './schema/use-schema';
import { SidePane } from './side-pane';
import { Toolbar } from './toolbar';
import { useRunning } from './use-running';
import type { Runs } from './use-runs';

export interface DeskProps {
  port: GraphiqlPort;
  schema: ReturnType<typeof useSchema>;
  runs: Runs;
  storage: GraphiqlStorage;
  shade: Shade;
  children?: ReactNode;
}

/** What stands below GraphiQL's provider: the toolbar, the tabs, the editors, and what came back. */
export function GraphiqlDesk({ port, schema, runs, storage, shade, children }: DeskProps) {
  const { run } = useGraphiQLActions();
  const { running, stop } = useRunning(runs);
  useShade(shade);
  useKeptTabs(storage);
  useSink(runs.sink);
  useShortcut('Mod+Enter', (event) => {
    if (!event.repeat) (running ? stop : run)();
  });
  useShortcut('Mod+Shift+R', () => schema.read('asked'));
  return (
    <section aria-label="GraphiQL" className="@container flex min-h-0 min-w-0 flex-1 flex-col">
      <Toolbar port={port} schema={schema} runs={runs}>
        {children}
      </Toolbar>
      <IdentityNotice
        place={port.who.place}
        chosen={port.who.chosen}
        failure={runs.failure}
        onSendAnyway={() => {
          runs.goAsItIs();
          void run();
        }}
      />
      <IdentityDialogs />
      <SchemaNote schema={schema} />
      <div className="relative flex min-h-0 flex-1">
        <SidePane schema={schema} />
        <Split
          id="graphiql"
          label="Size of operation and answer"
          turnToSecond={running}
          className="flex-1"
          first={
            <div className="flex h-full @max-[700px]:h-[75dvh] min-h-0 min-w-0 flex-col">
              <OperationTabs />
              <Editors port={port} />
            </div>
          }
          second={<AnswerSide port={port} runs={runs} kept={schema.kept} />}
        />
      </div>
    </section>
  );
}

/** Goes with the page from light to dark and back. */
function useShade(shade: Shade): void {
  const { setTheme } = useGraphiQLActions();
  useEffect(() => setTheme(shade), [setTheme, shade]);
}

/** Writes down what stands in the editors when the page or the console goes: GraphiQL itself waits a moment too long. */
function useKeptTabs(storage: GraphiqlStorage): void {
  const state = useGraphiQL(({ tabs, activeTabIndex, queryEditor, variableEditor, headerEditor }) => ({
    tabs,
    activeTabIndex,
    queryEditor,
    variableEditor,
    headerEditor,
  }));
  const latest = useRef(state);
  latest.current = state;
  useLayoutEffect(() => {
    const keep = () => {
      const { tabs, activeTabIndex, queryEditor, variableEditor, headerEditor } = latest.current;
      const now = {
        query: queryEditor?.getModel()?.getValue(),
        variables: variableEditor?.getModel()?.getValue(),
        headers: headerEditor?.getModel()?.getValue(),
      };
      const known = Object.fromEntries(Object.entries(now).filter(([, value]) => value !== undefined));
      const all = tabs.map((tab, at) => (at === activeTabIndex ? { ...tab, ...known } : tab));
      storage.keepTabs({ tabs: all, activeTabIndex });
    };
    storage.left(false);
    addEventListener('pagehide', keep);
    return () => {
      removeEventListener('pagehide', keep);
      keep();
      storage.left(true);
    };
  }, [storage]);
}

/** Where results go. One that comes while another tab is open waits for its own. */
function useSink(sink: DeskProps['runs']['sink']): void {
  const { updateActiveTabValues } = useGraphiQLActions();
  const state = useGraphiQL(({ tabs, activeTabIndex, responseEditor }) => ({ tabs, activeTabIndex, responseEditor }));
  const active = state.tabs[state.activeTabIndex]?.id ?? '';
  const waiting = useRef(new Map<string, string>());
  const latest = useRef(state);
  latest.current = state;
  useEffect(() => {
    const show = (tab: string, text: string) => {
      const { tabs, activeTabIndex, responseEditor } = latest.current;
      if (tabs[activeTabIndex]?.id !== tab) return void waiting.current.set(tab, text);
      responseEditor?.setValue(text);
      updateActiveTabValues({ response: text });
    };
    sink.current = { show, tab: () => latest.current.tabs[latest.current.activeTabIndex]?.id ?? '' };
    const late = waiting.current.get(active);
    if (late !== undefined && waiting.current.delete(active)) show(active, late);
    return () => {
      sink.current = null;
    };
  }, [sink, active, updateActiveTabValues]);
}
