'use client';

import { clsx } from 'clsx';
import { useRouter } from 'next/navigation';
import {
  type KeyboardEvent,
  type ReactNode,
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Dialog } from '@/components/ui/dialog';
import { Kbd } from '@/components/ui/kbd';
import { useCatalogue } from './catalogue-store';
import { goTo } from './go-to';
import { usePaletteActions } from './palette-actions';
import { type Choice, choicesOf, type PaletteAction } from './palette-choices';
import { placeHref } from './place';
import { Marked, MethodLabel } from './route-marks';
import { kindLabel } from './tree-line';
import { treeOf } from './tree-model';
import { words } from './tree-rows';
import type { AccountInUse } from './use-account';

interface PaletteProps {
  inUse: AccountInUse;
  onClose: () => void;
  onSidebar: () => void;
  onShortcuts: () => void;
}

/** One field for everything: routes, APIs, and what can be done. */
export function Palette({ inUse, onClose, onSidebar, onShortcuts }: PaletteProps) {
  const { profile, region, logs } = inUse.place;
  const router = useRouter();
  const catalogue = useCatalogue();
  const actions = usePaletteActions(inUse, { onSidebar, onShortcuts });
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const deferred = useDeferredValue(query);
  const filter = useMemo(() => words(deferred), [deferred]);
  const groups = useMemo(() => treeOf(catalogue), [catalogue]);
  const choices = useMemo(() => choicesOf(groups, actions, filter), [groups, actions, filter]);
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const chosen = Math.min(at, choices.length - 1);

  useEffect(() => {
    list.current?.querySelector(`[data-at="${chosen}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const choose = (choice: Choice | undefined) => {
    if (!choice) return;
    onClose();
    if (choice.type === 'action') choice.action.run();
    else {
      const { kind, id: apiId } = choice.node.api;
      const route = choice.type === 'route' ? choice.target.key : null;
      goTo(router, placeHref({ api: { kind, id: apiId }, route, profile, region, logs: logs && '1' }));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && choices.length > 0) setAt((chosen + step + choices.length) % choices.length);
    else if (event.key === 'Enter') choose(choices[chosen]);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog open bare title="Search everything" onClose={onClose} initialFocus={field} className="max-w-xl">
      <input
        ref={field}
        role="combobox"
        aria-expanded="true"
        aria-autocomplete="list"
        aria-label="Search routes, APIs and actions"
        aria-controls={`${id}list`}
        aria-activedescendant={choices.length > 0 ? `${id}${chosen}` : undefined}
        placeholder="Search routes, APIs and actions"
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        className="h-11 shrink-0 border-line border-b bg-transparent px-4 text-lg outline-none"
      />
      <div
        ref={list}
        id={`${id}list`}
        role="listbox"
        aria-label="What was found"
        className="min-h-0 flex-1 overflow-y-auto py-1.5"
      >
        {choices.map((choice, index) => (
          <Line
            key={choice.key}
            id={`${id}${index}`}
            at={index}
            chosen={index === chosen}
            onChoose={() => choose(choice)}
            onPoint={() => setAt(index)}
          >
            <Content choice={choice} filter={filter} />
          </Line>
        ))}
      </div>
      {choices.length === 0 ? <p className="px-4 pb-4 text-muted">Nothing matches “{deferred.trim()}”.</p> : null}
    </Dialog>
  );
}

interface LineProps {
  id: string;
  at: number;
  chosen: boolean;
  onChoose: () => void;
  onPoint: () => void;
  children: ReactNode;
}

function Line({ id, at, chosen, onChoose, onPoint, children }: LineProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above handles the keys.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      data-at={at}
      onClick={onChoose}
      onPointerMove={chosen ? undefined : onPoint}
      className={clsx('mx-1.5 flex min-h-8 items-center gap-3 rounded-md px-2.5', chosen && 'bg-selected')}
    >
      {children}
    </div>
  );
}

function Content({ choice, filter }: { choice: Choice; filter: readonly string[] }) {
  if (choice.type === 'action') return <ActionContent action={choice.action} filter={filter} />;
  const { api } = choice.node;
  return (
    <>
      {choice.type === 'route' ? (
        <>
          <MethodLabel method={choice.target.method} className="w-11 shrink-0" />
          <span className="min-w-0 flex-1 truncate font-mono text-xs">
            <Marked text={choice.target.path} words={filter} />
          </span>
        </>
      ) : (
        <>
          <span className="w-14 shrink-0 text-2xs text-faint">{kindLabel(api)}</span>
          <span className="min-w-0 flex-1 truncate font-medium">
            <Marked text={api.name} words={filter} />
          </span>
        </>
      )}
      <span className="max-w-[40%] truncate text-faint text-xs">
        {choice.type === 'route' ? api.name : choice.group}
      </span>
    </>
  );
}

function ActionContent({ action, filter }: { action: PaletteAction; filter: readonly string[] }) {
  return (
    <>
      <span className="w-11 shrink-0 text-2xs text-faint">Action</span>
      <span className="min-w-0 flex-1 truncate">
        <Marked text={action.label} words={filter} />
      </span>
      {action.keys ? <Kbd keys={action.keys} /> : null}
    </>
  );
}
