'use client';

import { useEffect, useMemo, useState } from 'react';
import type { Exchange } from '@/components/console/exchange/exchange';
import { nextTask } from '@/components/console/exchange/next-task';
import type { Seeker } from '@/lib/diagnosis/findings';
import { bodyStart, failedOf } from './failed-of';
import { type Told, useCauses } from './use-causes';
import type { Why } from './why';

/** Why an exchange failed: what can be told at once, once the answer is on screen, and where `look`, what AWS adds to it. */
export function useDiagnosis(exchange: Exchange, why: Why, look: boolean): Told {
  const body = useBodyStart(exchange);
  const { rules: ofKind, api } = why;
  const rules = useMemo(() => {
    if (exchange.running || body === undefined) return null;
    return (seeker: Seeker) => ofKind(failedOf(exchange, body), seeker);
  }, [exchange, body, ofKind]);
  return useCauses({ id: exchange.id, api, rules, look });
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
