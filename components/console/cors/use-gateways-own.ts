'use client';

import { useEffect, useState } from 'react';
import type { Exchange } from '@/components/console/exchange/exchange';
import { bodies } from '@/components/console/viewer/viewer-client';
import { isGatewaysOwn } from '@/lib/core/cors/gateway';

/** Longer answers come from an integration. */
const MOST = 2_000;

/** Whether the gateway answered by itself, without the integration: known once the body has arrived. */
export function useGatewaysOwn(exchange: Exchange | null): boolean {
  const [own, setOwn] = useState<string | null>(null);
  const status = exchange?.head?.status ?? 0;
  const id = exchange && !exchange.running && exchange.bodyKept && status >= 400 ? exchange.id : null;
  useEffect(() => {
    if (id === null) return;
    let gone = false;
    void bodies.text(id, 'utf-8', MOST).then(({ text, cut }) => {
      if (!gone && !cut && isGatewaysOwn(status, text ?? '')) setOwn(id);
    });
    return () => {
      gone = true;
    };
  }, [id, status]);
  return own !== null && own === id;
}
