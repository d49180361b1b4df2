'use client';

import { useMemo, useState } from 'react';
import { CausesCard } from '@/components/console/diagnosis/causes-card';
import type { HeldLine } from '@/components/console/line/held-line';
import { useLineState } from '@/components/console/line/held-lines';
import { isLive } from '@/components/console/line/line-state';
import { diagnoseClose } from '@/lib/diagnosis/websocket/close';

/** Why API Gateway ended a session by itself; nothing where it did not. */
export function WhyClosed({ line }: { line: HeldLine }) {
  const [open, setOpen] = useState(false);
  const state = useLineState(line);
  const closed = isLive(state) ? null : state.closed;
  const causes = useMemo(() => (closed ? diagnoseClose(closed) : []), [closed]);
  const told = { causes, looking: false, pending: false };
  return <CausesCard told={told} deed={() => null} open={open} onOpen={setOpen} said="status" />;
}
