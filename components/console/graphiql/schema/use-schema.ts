'use client';

import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { GraphiqlPort } from '@/components/console/graphiql/port';
import { toast } from '@/components/ui/toast';
import { changesInWords } from './schema-changes';
import { readSchema } from './schema-reader';
import { type KeptSchema, keepSchema, readKept } from './schema-shelf';
import type { SchemaTrouble } from './schema-words';

/** What is known of a server's schema. Both may be set: the one of an earlier visit, and why it could not be read again. */
export interface SchemaState {
  kept: KeptSchema | null;
  trouble: SchemaTrouble | null;
  reading: boolean;
  /** An introspection that has just come, while it is worked out what it is worth. */
  coming: string | null;
}

/** Why it is read: `asked` says also that nothing changed. */
export type WhyRead = 'opened' | 'back' | 'hint' | 'asked';

/** Whoever comes back to the window within this time is not worth a look. */
const FRESH_MS = 60_000;
/** Longer ones are not read again unasked. */
const LIGHT_CHARACTERS = 4 * 1024 * 1024;

const NOTHING: SchemaState = { kept: null, trouble: null, reading: true, coming: null };
const READ = { ...NOTHING, reading: false };

/** The schema of a place: the kept one at once, then the server's word; read again when somebody comes back to the window. */
export function useSchema(port: GraphiqlPort): SchemaState & { read: (why: WhyRead) => void } {
  const [state, setState] = useState<SchemaState>(NOTHING);
  const running = useRef<AbortController | null>(null);
  const { place } = port;
  const who = port.who.chosen.id;

  const run = async (why: WhyRead, before: KeptSchema | null) => {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    setState((last) => ({ ...last, reading: true }));
    const onText = (coming: string) => !abort.signal.aborted && setState((last) => ({ ...last, coming }));
    const found = await readSchema(port, { before, onText }, abort.signal);
    if (!found || abort.signal.aborted) return;
    running.current = null;
    if ('trouble' in found) {
      return setState((last) => ({ ...last, trouble: found.trouble, reading: false, coming: null }));
    }
    const { kept, changes } = found;
    const same = before?.texts.introspection === kept.texts.introspection && isSameRules(before, kept);
    setState({ ...READ, kept: same && before ? { ...before, readAt: kept.readAt } : kept });
    tell(why, before !== null, changes && changesInWords(changes));
    await keepSchema(place, kept);
  };
  const again = (why: WhyRead) => void run(why, state.kept);
  const onOpened = useEffectEvent((kept: KeptSchema | null) => void run('opened', kept));
  const onSomebodyElse = useEffectEvent(() => again('hint'));
  const back = useEffectEvent(() => {
    const { kept, reading, trouble } = state;
    if (reading || !document.hasFocus() || trouble) return;
    if (kept && (Date.now() - kept.readAt < FRESH_MS || kept.texts.introspection.length > LIGHT_CHARACTERS)) return;
    void run('back', kept);
  });

  useEffect(() => {
    let gone = false;
    void readKept(place).then((kept) => {
      if (gone) return;
      if (kept) setState({ ...NOTHING, kept });
      onOpened(kept);
    });
    const onFocus = () => back();
    addEventListener('focus', onFocus);
    return () => {
      gone = true;
      running.current?.abort();
      removeEventListener('focus', onFocus);
    };
  }, [place]);

  // Somebody else may be told what this one was refused.
  const refused = state.trouble !== null;
  const asked = useRef(who);
  useEffect(() => {
    if (asked.current === who) return;
    asked.current = who;
    if (refused) onSomebodyElse();
  }, [who, refused]);

  return { ...state, read: again };
}

function isSameRules(before: KeptSchema | null, after: KeptSchema): boolean {
  return JSON.stringify([...(before?.rules ?? [])]) === JSON.stringify([...after.rules]);
}

function tell(why: WhyRead, known: boolean, changes: string | null): void {
  if (known && changes) toast(`The schema has changed: ${changes}.`);
  else if (why === 'asked') toast(known ? 'The schema has not changed.' : 'The schema was read.');
}
