/** The least round number that is not below the value and whose half is round too. */
export function roundUp(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 3, 4, 6, 8, 10].map((step) => step * power).find((one) => one >= value * (1 - 1e-9)) ?? value;
}

/** Numbers in a few characters: `950`, `1.2k`, `3M`. */
export function shortNumber(value: number): string {
  if (value < 1_000) return String(Math.round(value * 10) / 10);
  if (value < 1_000_000) return `${Math.round(value / 100) / 10}k`;
  return `${Math.round(value / 100_000) / 10}M`;
}

const TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hour12: false };

/** When a slice began, as exactly as its length asks for, in the reader's own zone. */
export function timeLabel(at: number, binMs: number, withDay: boolean): string {
  const seconds: Intl.DateTimeFormatOptions = binMs < 60_000 ? { second: '2-digit' } : {};
  const day: Intl.DateTimeFormatOptions = withDay ? { day: 'numeric', month: 'short' } : {};
  const wholeDays = binMs >= 86_400_000;
  return new Intl.DateTimeFormat(
    'en-GB',
    wholeDays ? { day: 'numeric', month: 'short' } : { ...day, ...TIME, ...seconds },
  ).format(at);
}

/** Places for labels beneath a chart: few enough not to touch each other, the first and last points among them. */
export function labelPlaces(points: number, width: number): number[] {
  const most = Math.max(2, Math.floor(width / 110));
  const count = Math.min(most, points);
  if (count <= 1) return points > 0 ? [0] : [];
  return Array.from({ length: count }, (_, index) => Math.round((index * (points - 1)) / (count - 1)));
}
