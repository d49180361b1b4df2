'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { bodies } from '@/components/console/viewer/viewer-client';
import type { Exchange } from './exchange';
import { clearStored, readStored, storeExchange } from './history';
import { ExchangeRegistry } from './registry';

/** The exchanges of this page. */
export const exchanges = new ExchangeRegistry(bodies);
exchanges.onDone((exchange) => void storeExchange(exchange));

const NONE: readonly Exchange[] = [];
const restored = new Set<string>();

/** The exchanges of a place, newest first, those of earlier visits included. */
export function useExchanges(place: string): readonly Exchange[] {
  useEffect(() => {
    if (restored.has(place)) return;
    restored.add(place);
    const known = (id: string) => exchanges.list(place).some((exchange) => exchange.id === id);
    void readStored(place, known).then((kept) => exchanges.restore(place, kept));
  }, [place]);
  return useSyncExternalStore(
    exchanges.subscribe,
    () => exchanges.list(place),
    () => NONE,
  );
}

/** Forgets the answers of a place, here and in the browser's storage. */
export function clearHistory(place: string): void {
  exchanges.clear(place);
  void clearStored(place);
}
