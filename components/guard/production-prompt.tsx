'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { gate } from './gate';

const ProductionQuestion = dynamic(() => import('./production-question').then((module) => module.ProductionQuestion), {
  ssr: false,
});

let hosts: readonly symbol[] = [];
const hostListeners = new Set<() => void>();
const setHosts = (next: readonly symbol[]) => {
  hosts = next;
  for (const listener of hostListeners) listener();
};
const onHosts = (listener: () => void) => {
  hostListeners.add(listener);
  return () => hostListeners.delete(listener);
};

/**
 * Asks for the person's word before something goes to production. A window that sends holds one of its own, so that the
 * question stands above it and Escape closes the question alone: the one that came last asks.
 */
export function ProductionPrompt() {
  const [me] = useState(() => Symbol('host'));
  const front = useSyncExternalStore(
    onHosts,
    () => hosts.at(-1) === me,
    () => false,
  );
  const question = useSyncExternalStore(gate.subscribe, gate.question, () => null);
  useEffect(() => {
    setHosts([...hosts, me]);
    return () => setHosts(hosts.filter((one) => one !== me));
  }, [me]);
  return front && question ? <ProductionQuestion key={question.id} question={question} /> : null;
}
