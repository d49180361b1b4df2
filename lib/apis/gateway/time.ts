/** ISO 8601, null where there is none or an emulator sends nonsense. */
export function asTime(date: Date | undefined): string | null {
  return date && !Number.isNaN(date.getTime()) ? date.toISOString() : null;
}
