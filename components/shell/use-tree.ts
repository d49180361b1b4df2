'use client';

import { useDeferredValue, useMemo, useState } from 'react';
import { localSlot, useSlot } from '@/components/store';
import { apiKey } from '@/lib/core/keys';
import type { Catalogue } from './catalogue';
import type { Place } from './place';
import { treeOf } from './tree-model';
import { type OpenQuestion, type Row, type Rows, rowsOf, words } from './tree-rows';

// What a person opened or closed, by row key. Stack ARNs and API ids are unique across accounts.
const opened = localSlot<Record<string, boolean>>('tree-open', {
  fallback: {},
  parse: (value) => (typeof value === 'object' && value !== null ? (value as Record<string, boolean>) : null),
});
const MOST_REMEMBERED = 1_000;
/** An account with no more APIs than this shows all their routes to begin with. */
const FEW = 8;

export interface TreeState extends Rows {
  query: string;
  setQuery: (query: string) => void;
  /** The words that the rows were filtered by; they follow the query when there is time. */
  words: readonly string[];
  currentKey: string | null;
  toggle: (row: Row) => void;
  open: (row: Row) => void;
}

/** The rows of the tree: what the catalogue holds, what is open, what the filter lets through. */
export function useTree(catalogue: Catalogue, place: Place): TreeState {
  const [query, setQuery] = useState('');
  const [remembered, remember] = useSlot(opened);
  // While filtering, everything found is open; what is closed then is closed for this query only.
  const [closed, setClosed] = useState<{ query: string; keys: ReadonlySet<string> }>({ query: '', keys: new Set() });

  const deferred = useDeferredValue(query);
  const filter = useMemo(() => words(deferred), [deferred]);
  const groups = useMemo(() => treeOf(catalogue), [catalogue]);
  const currentApi = place.api ? apiKey(place.api) : null;
  const few = catalogue.apis.size <= FEW;
  const closedNow = closed.query === deferred ? closed.keys : null;
  const filtering = filter.length > 0;

  const rows = useMemo(() => {
    const isOpen = ({ type, key }: OpenQuestion) => {
      if (filtering) return !closedNow?.has(key);
      return remembered[key] ?? (type === 'group' || few || key === currentApi);
    };
    return rowsOf(groups, filter, isOpen);
  }, [groups, filter, filtering, closedNow, remembered, few, currentApi]);

  const setOpen = (row: Row, open: boolean) => {
    if (!filtering) {
      remember(Object.fromEntries([...Object.entries(remembered), [row.key, open]].slice(-MOST_REMEMBERED)));
      return;
    }
    const keys = new Set(closedNow);
    if (open) keys.delete(row.key);
    else keys.add(row.key);
    setClosed({ query: deferred, keys });
  };
  return {
    ...rows,
    query,
    setQuery,
    words: filter,
    currentKey: currentApi && place.route ? `${currentApi} ${place.route}` : currentApi,
    toggle: (row) => 'open' in row && setOpen(row, !row.open),
    open: (row) => 'open' in row && !row.open && setOpen(row, true),
  };
}
