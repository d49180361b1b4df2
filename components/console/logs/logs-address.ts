import { type NamedPlace, namePlace, readPlaceName } from './log-source';

/** What the pane's part of the address names; null for the log that is usual. */
export function readPaneLogs(logs: string): NamedPlace[] | null {
  return logs === '1' ? null : logs.split(',').filter(Boolean).map(readPlaceName);
}

export function paneLogs(places: readonly NamedPlace[]): string {
  return places.length === 0 ? '1' : places.map(namePlace).join(',');
}
