import { ClipboardPaste, Globe, KeyRound, Lock, ShieldCheck, TextCursorInput, User, UserX } from 'lucide-react';
import type { IdentityKind } from './identity';

const ICONS: Record<IdentityKind, typeof User> = {
  none: UserX,
  iam: KeyRound,
  'user-pool': User,
  issuer: Globe,
  pasted: ClipboardPaste,
  held: ShieldCheck,
  sources: TextCursorInput,
  'api-key': Lock,
};

/** What sort of identity it is, at a glance. */
export function IdentityIcon({ kind, size = 14 }: { kind: IdentityKind; size?: number }) {
  const Icon = ICONS[kind];
  return <Icon aria-hidden="true" size={size} className="shrink-0 text-muted" />;
}
