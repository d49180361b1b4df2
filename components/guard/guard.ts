import { isUnsafe } from '@/lib/core/effect';
import type { Failure } from '@/lib/core/error';
import { gate } from './gate';
import type { Going } from './going';
import { lookOnly, profileMarks, stageMarks, startedReadOnly } from './marks';
import { type Guarded, isGuarded, needOf, notConfirmed } from './rule';

/** Kinds that may have GraphQL behind a POST. */
const GRAPHQL: ReadonlySet<string> = new Set(['appsync', 'http', 'rest']);

/** The marks as they are now: what was marked in another tab counts at once. */
export function guardedNow(): Guarded {
  const readOnly = startedReadOnly() ? 'started' : lookOnly.read() ? 'on' : 'off';
  return { stages: stageMarks.read(), profiles: profileMarks.read(), readOnly };
}

/** Whether nothing at all may go that changes something. */
export function isReadOnlyNow(): boolean {
  return guardedNow().readOnly !== 'off';
}

/** Whether nothing speaks against it at once, and nobody must be asked. */
export function goesFreely(going: Going): boolean {
  return !isGuarded(going, guardedNow());
}

/** Why a request may not go; null where it may. Asks the person where it goes to production and may change something. */
export async function whyNot(
  going: Going,
  body: Uint8Array | Blob | null,
  signal: AbortSignal,
): Promise<Failure | null> {
  const { api, method, query } = going;
  // A file is not looked into: it counts as something that changes.
  const bytes = body instanceof Blob ? null : body;
  const unsafe = await isUnsafe({ method, query, body: bytes, graphql: GRAPHQL.has(api.kind) });
  const need = needOf(going, unsafe, guardedNow());
  if (need.type === 'nothing') return null;
  if (need.type === 'refused') return need.failure;
  const yes = await gate.ask({ going, marks: need.marks, messages: false }, signal);
  return yes ? null : notConfirmed(method, need.marks);
}

/** Why a message may not be said on a session that has not been confirmed; null where it may. */
export async function whyNoMessage(going: Going): Promise<Failure | null> {
  const need = needOf({ ...going, method: 'the message' }, true, guardedNow());
  if (need.type === 'nothing') return null;
  if (need.type === 'refused') return need.failure;
  const yes = await gate.ask({ going, marks: need.marks, messages: true });
  return yes ? null : notConfirmed('the message', need.marks);
}
