import { span } from '@/lib/core/token-judge';
import { type Evidence, evidence } from './cause';
import { answerHeader, type Failed } from './exchange';

/** AWS takes a signature for five minutes; a little less, as the answer took its time. */
const FAR_MS = 4.5 * 60_000;

/** How far this computer's clock is ahead of the API's in milliseconds, negative where it is behind; null where the answer has no date. */
export function aheadMs(failed: Failed): number | null {
  const theirs = Date.parse(answerHeader(failed, 'date') ?? '');
  return Number.isNaN(theirs) ? null : failed.startedAt - theirs;
}

/** Whether the clocks differ by more than AWS lets a signature pass. */
export function isFarOff(failed: Failed): boolean {
  return Math.abs(aheadMs(failed) ?? 0) > FAR_MS;
}

/** `10 minutes behind`. */
export function offInWords(ahead: number): string {
  return `${span(Math.abs(ahead))} ${ahead > 0 ? 'ahead of' : 'behind'}`;
}

/** Both clocks, where they differ enough to matter. */
export function clockEvidence(failed: Failed): Evidence | null {
  const date = answerHeader(failed, 'date');
  if (date === null || !isFarOff(failed)) return null;
  return evidence('clock', 'Clocks', `${new Date(failed.startedAt).toUTCString()} here; ${date} at the API`);
}
