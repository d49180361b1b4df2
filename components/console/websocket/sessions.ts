import type { HeldLine } from '@/components/console/line/held-line';
import { heldLines } from '@/components/console/line/held-lines';
import type { Asked } from '@/components/identity/asked';
import { authFor } from '@/components/identity/auth-for';
import { type Identity, isSignedIn } from '@/components/identity/identity';
import type { WebSocketConnectInput } from '@/lib/apis/websocket/contract';
import type { ApiRef } from '@/lib/core/api';
import { type ConnectDraft, connectOptions } from './connect-draft';

/** All that a session is opened with. */
export interface Opening {
  /** Under which the API's sessions are listed. */
  place: string;
  api: ApiRef;
  stage: string;
  draft: ConnectDraft;
  identity: Identity;
  asked: Asked;
}

/** What opened each session of this page, values that are secret among it: after a reload it is not known. */
const inputs = new WeakMap<HeldLine, { input: WebSocketConnectInput; identity: Identity }>();

/** Opens a session beside those that are there. */
export function openSession({ place, api, stage, draft, identity, asked }: Opening): HeldLine {
  const input = { api, stage, auth: authFor(identity, asked), ...connectOptions(draft) };
  return open(place, draft.name.trim() || identity.label, { input, identity });
}

/** Opens one like a session that ended. Null where the page no longer knows with what it was opened. */
export function reopenSession(line: HeldLine, ready: Identity | null, asked: Asked): HeldLine | null {
  const known = inputs.get(line);
  if (!known) return null;
  const identity = ready ?? known.identity;
  const input = ready ? { ...known.input, auth: authFor(ready, asked) } : known.input;
  return open(line.label.place, nameOf(line), { input, identity });
}

/** Who opened a session with a token that may have been renewed since. */
export function renewableIdentity(line: HeldLine): Identity | null {
  const identity = inputs.get(line)?.identity ?? null;
  return identity && isSignedIn(identity) ? identity : null;
}

/** Whose session it is, without its number. */
export function nameOf({ label }: HeldLine): string {
  return label.as.replace(/^\d+ · /, '');
}

function open(place: string, name: string, opened: { input: WebSocketConnectInput; identity: Identity }): HeldLine {
  const numbers = heldLines.at(place).map(({ label }) => Number.parseInt(label.as, 10) || 0);
  const number = Math.max(0, ...numbers) + 1;
  const about = { stage: opened.input.stage, identity: opened.identity.id };
  const line = heldLines.open({ place, as: `${number} · ${name}`, startedAt: Date.now(), about }, opened.input);
  inputs.set(line, opened);
  return line;
}
