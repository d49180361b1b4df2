/** Which time of a log is read: so many milliseconds back from now and on from there, or from one moment to another. */
export type LogRange = { type: 'back'; ms: number } | { type: 'between'; from: number; to: number };

const MINUTE = 60_000;

export const BACK = [
  { value: String(5 * MINUTE), label: 'Last 5 minutes' },
  { value: String(60 * MINUTE), label: 'Last hour' },
  { value: String(24 * 60 * MINUTE), label: 'Last day' },
] as const;

export const LATEST: LogRange = { type: 'back', ms: 5 * MINUTE };

/** What is read of a log for a range that is chosen now. */
export function limitsOf(range: LogRange, now: number): { since: number; until: number | null } {
  if (range.type === 'between') return { since: range.from, until: range.to };
  return { since: Math.max(0, now - range.ms), until: null };
}

/** A range in words: "last hour", "25 Nov 09:00 to 10:30". */
export function rangeInWords(range: LogRange): string {
  if (range.type === 'back') {
    const known = BACK.find(({ value }) => Number(value) === range.ms);
    return known?.label.toLowerCase() ?? `last ${Math.round(range.ms / MINUTE)} minutes`;
  }
  const [from, to] = [new Date(range.from), new Date(range.to)];
  const sameDay = from.toDateString() === to.toDateString();
  return `${day(from)} ${clock(from)} to ${sameDay ? '' : `${day(to)} `}${clock(to)}`;
}

const day = (date: Date) => date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
const clock = (date: Date) => date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });

/** As a `datetime-local` field has it, in the reader's own zone. */
export function fieldTime(time: number): string {
  const date = new Date(time);
  return new Date(time - date.getTimezoneOffset() * MINUTE).toISOString().slice(0, 16);
}
