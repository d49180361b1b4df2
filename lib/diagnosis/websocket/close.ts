import type { LineEnd } from '@/lib/core/line';
import { type Cause, cause, evidence, next } from '@/lib/diagnosis/cause';

/** Why API Gateway ended a session by itself (aws.md §4.4); nothing where it tells nothing, or somebody asked for it. */
export function diagnoseClose({ code, reason, by }: LineEnd): Cause[] {
  const told = by === 'api' && code !== null ? BY_CODE[code] : undefined;
  if (!told) return [];
  const seen = evidence('answer', 'Close code', reason === '' ? String(code) : `${code}, ${reason}`);
  return [cause(told.certainty, { id: told.id, title: told.title, evidence: [seen], next: next(told.step) })];
}

const BY_CODE: Record<number, { id: string; certainty: Cause['certainty']; title: string; step: string }> = {
  1001: {
    id: 'session-limit',
    certainty: 'likely',
    title: 'API Gateway ends a session after ten minutes of silence, and each after two hours.',
    step: 'Send something within ten minutes, such as a ping, and open it anew after two hours: see under Connecting.',
  },
  1003: {
    id: 'binary-frame',
    certainty: 'certain',
    title: 'API Gateway takes no binary messages.',
    step: 'Send text, such as base64.',
  },
  1009: {
    id: 'message-too-large',
    certainty: 'certain',
    title: 'The message was too large: API Gateway takes frames of 32 KB and messages of 128 KB.',
    step: 'Send it in smaller frames, or less of it.',
  },
};
