'use client';

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Exchange } from '@/components/console/exchange/exchange';
import { nextTask } from '@/components/console/exchange/next-task';
import type { Cause } from '@/lib/diagnosis/cause';
import { diagnosed } from '@/lib/diagnosis/diagnosis';
import { deskOf } from './evidence-desk';
import { bodyStart, failedOf } from './failed-of';
import type { Why } from './why';

export interface Told {
  /** The surest first; empty where nothing failed. */
  causes: readonly Cause[];
  /** AWS is being asked for more. */
  looking: boolean;
}

const NOTHING: Told = { causes: [], looking: false };
const NONE = () => [];

/** Why an exchange failed: what can be told at once, once the answer is on screen, and where `look`, what AWS adds to it. */
export function useDiagnosis(exchange: Exchange, why: Why, look: boolean): Told {
  const body = useBodyStart(exchange);
  const desk = useMemo(() => deskOf(exchange.id), [exchange.id]);
  const findings = useSyncExternalStore(desk.subscribe, desk.findings, NONE);
  const looking = useSyncExternalStore(desk.subscribe, desk.busy, () => false);
  const { rules, api } = why;
  const diagnosis = useMemo(() => {
    if (exchange.running || body === undefined) return null;
    return diagnosed((seeker) => rules(failedOf(exchange, body), seeker), findings);
  }, [exchange, body, rules, findings]);
  useEffect(() => {
    if (look && diagnosis) desk.want(api, diagnosis.asks);
  }, [look, diagnosis, desk, api]);
  useEffect(() => () => desk.leave(), [desk]);
  return diagnosis ? { causes: diagnosis.causes, looking } : NOTHING;
}

/** The beginning of the body, read once the answer is drawn; undefined until then. */
function useBodyStart(exchange: Exchange): string | null | undefined {
  const [read, setRead] = useState<{ of: Exchange; text: string | null }>();
  useEffect(() => {
    if (exchange.running) return;
    let gone = false;
    void drawn()
      .then(() => (gone ? null : bodyStart(exchange)))
      .then((text) => gone || setRead({ of: exchange, text }));
    return () => {
      gone = true;
    };
  }, [exchange]);
  return read?.of === exchange ? read.text : undefined;
}

/** After the next painting. A page in the background paints nothing, so it does not wait for one. */
async function drawn(): Promise<void> {
  if (document.visibilityState === 'visible') await new Promise((resolve) => requestAnimationFrame(resolve));
  await nextTask();
}
