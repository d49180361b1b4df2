'use client';

import dynamic from 'next/dynamic';
import { useMemo } from 'react';
import type { Why } from '@/components/console/diagnosis/why';
import type { Identity } from '@/components/identity/identity';
import type { IdentityPlace } from '@/components/identity/identity-place';
import { useOfferedActions } from '@/components/shell/page-actions';
import { useShortcut } from '@/components/ui/use-shortcut';
import { byHand, type Request, sendAs } from './send-as';

const KEYS = 'Mod+Shift+Enter';

const CallAsDialog = dynamic(
  () => import('@/components/console/call-as/call-as-dialog').then((module) => module.CallAsDialog),
  { ssr: false },
);

interface CallAsProps {
  open: boolean;
  onOpen: (open: boolean) => void;
  request: Request;
  who: { place: IdentityPlace; chosen: Identity };
  check: (identity: Identity) => boolean;
  why: Why;
  /** Shows one of the answers in full. */
  onShow: (exchange: string) => void;
}

/** The window in which the request goes out as several identities, and the keys and the palette's line that open it. */
export function CallAs({ open, onOpen, request, who, check, why, onShow }: CallAsProps) {
  useShortcut(KEYS, () => onOpen(true), !open);
  const actions = useMemo(
    () => [{ id: 'call-as', label: 'Call this route as several identities', keys: KEYS, run: () => onOpen(true) }],
    [onOpen],
  );
  useOfferedActions(actions);
  if (!open) return null;
  return (
    <CallAsDialog
      place={request.place}
      who={who}
      method={request.draft.method}
      byHand={byHand(request.draft)}
      check={check}
      why={why}
      send={(identity) => sendAs(identity, request, who.place.asked)}
      onOpen={(exchange) => {
        onOpen(false);
        onShow(exchange);
      }}
      onClose={() => onOpen(false)}
    />
  );
}
