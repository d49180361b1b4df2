import type { StoryInput } from './contract';

/** `date` has whole seconds, and an answer takes its time. */
const SAME_CLOCK_MS = 3_000;
/** A `date` further away was written by somebody else. */
const MOST_SKEW_MS = 60 * 60_000;

/** When a request was under way, by AWS's clock. */
export interface RequestTime {
  from: number;
  to: number;
}

/** Moves the times of this machine's clock to that of AWS where the answer's `date` shows that they differ. */
export function requestTime({
  sentAt,
  answeredAt,
  date,
}: Pick<StoryInput, 'sentAt' | 'answeredAt' | 'date'>): RequestTime {
  const skew = date === null ? 0 : date - answeredAt;
  const differs = Math.abs(skew) > SAME_CLOCK_MS && Math.abs(skew) <= MOST_SKEW_MS;
  return differs ? { from: sentAt + skew, to: answeredAt + skew } : { from: sentAt, to: answeredAt };
}
