'use client';

import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { ChevronDown, Play, Square } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Menu } from '@/components/ui/menu';
import { useRunning } from './use-running';
import type { Runs } from './use-runs';

/** Runs the operation at the cursor, or one that is picked where there are several; stops what runs. */
export function RunButton({ runs }: { runs: Runs }) {
  const { run, setOperationName } = useGraphiQLActions();
  const operations = useGraphiQL((state) => state.operations) ?? [];
  const { running, stop } = useRunning(runs);
  const named = operations.flatMap(({ name, operation }) => (name ? [{ name: name.value, operation }] : []));
  if (running) {
    return (
      <Button
        size="large"
        className="w-24"
        icon={<Square aria-hidden="true" size={12} fill="currentColor" />}
        keys="Mod+Enter"
        hint="Stop the operation"
        onClick={stop}
      >
        Stop
      </Button>
    );
  }
  return (
    <span className="flex">
      <Button
        variant="primary"
        size="large"
        className={named.length > 1 ? 'rounded-r-none' : 'w-24'}
        icon={<Play aria-hidden="true" size={12} fill="currentColor" />}
        hint="Run the operation"
        keys="Mod+Enter"
        onClick={() => void run()}
      >
        Run
      </Button>
      {named.length > 1 ? (
        <Menu
          label="Operations"
          align="start"
          trigger={
            <Button
              variant="primary"
              size="large"
              aria-label="Run which operation"
              className="rounded-l-none border-panel border-l px-2!"
              icon={<ChevronDown aria-hidden="true" size={13} />}
            />
          }
          entries={named.map(({ name, operation }) => ({
            id: name,
            label: name,
            note: operation,
            onSelect: () => {
              setOperationName(name);
              void run();
            },
          }))}
        />
      ) : null}
    </span>
  );
}
