'use client';

import { useEffect, useState } from 'react';
import type { Exchange } from '@/components/console/exchange/exchange';
import type { Cause } from '@/lib/diagnosis/cause';
import { CausesCard } from './causes-card';
import type { Told } from './use-causes';
import { useDiagnosis } from './use-diagnosis';
import type { Why } from './why';

interface WhyFailedProps {
  exchange: Exchange;
  why: Why;
  /** Beside other answers: AWS is asked only once somebody opens it. */
  brief?: boolean;
}

/** Why a call failed: the surest cause in one line, and on demand all of them with what shows them and what to do next. */
export function WhyFailed({ exchange, why, brief = false }: WhyFailedProps) {
  const alone = exchange.unreachable !== null;
  const [opened, setOpen] = useState<boolean | null>(null);
  const open = opened ?? (alone && !brief);
  const told = useHeld(exchange, useDiagnosis(exchange, why, open || !(brief || exchange.stored)));
  const deed = (cause: Cause) => (cause.next.action ? why.deed(cause.next.action, exchange) : null);
  if (told.causes.length === 0) return null;
  // Beside other answers somebody else reads out what came of all.
  const said = brief ? 'nothing' : alone ? 'alert' : 'status';
  return <CausesCard told={told} deed={deed} open={open} onOpen={setOpen} said={said} />;
}

/** While the same fails again, the words of before stay until the new ones are there: the screen must not flicker. */
function useHeld({ head }: Exchange, told: Told): Told {
  const status = head?.status ?? null;
  const [held, hold] = useState<{ status: number | null; told: Told } | null>(null);
  useEffect(() => {
    if (!told.pending) hold({ status, told });
  }, [status, told]);
  const same = told.pending && held !== null && status !== null && held.status === status;
  return same ? { ...held.told, looking: false, pending: true } : told;
}
