/** A number and its noun: "1 route", "5,000 routes". */
export function count(value: number, noun: string): string {
  return `${value.toLocaleString('en-GB')} ${noun}${value === 1 ? '' : 's'}`;
}
