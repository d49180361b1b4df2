'use client';

import { useMemo, useState } from 'react';
import type { ApiRef } from '@/lib/core/api';
import type { Action, Cause } from '@/lib/diagnosis/cause';
import type { Failed } from '@/lib/diagnosis/exchange';
import type { Seeker } from '@/lib/diagnosis/findings';
import { CausesCard } from './causes-card';
import { useCauses } from './use-causes';
import type { Deed } from './why';

interface WhyRefusedProps {
  api: ApiRef;
  /** Tells one refusal from another. */
  id: string;
  /** Keep it the same while nothing changes, and the rules as well. */
  failed: Failed;
  rules: (failed: Failed, seeker: Seeker) => Cause[];
  deed: (action: Action) => Deed | null;
  /** Something beside it reads out that it was refused. */
  silent?: boolean;
}

/** Why something was refused that is no exchange of a history: a line, or something said on one. */
export function WhyRefused({ api, id, failed, rules: ofKind, deed, silent = false }: WhyRefusedProps) {
  const [open, setOpen] = useState(true);
  const rules = useMemo(() => (seeker: Seeker) => ofKind(failed, seeker), [ofKind, failed]);
  const told = useCauses({ id, api, rules, look: true });
  const deedOf = ({ next }: Cause) => next.action && deed(next.action);
  return <CausesCard told={told} deed={deedOf} open={open} onOpen={setOpen} said={silent ? 'nothing' : 'status'} />;
}
