import 'server-only';
import type { ResultField } from '@/lib/aws/shapes';
import type { InsightsResult } from './contract';

/** Turns rows of named cells, each without those that are empty, into a table. `@ptr` leads nowhere here. */
export function resultOf(results: readonly ResultField[][], mostRows: number): InsightsResult {
  const places = new Map<string, number>();
  for (const cells of results) {
    for (const { field } of cells) {
      if (field !== undefined && field !== '@ptr' && !places.has(field)) places.set(field, places.size);
    }
  }
  const rows = results.map((cells) => {
    const row: (string | null)[] = new Array(places.size).fill(null);
    for (const { field, value } of cells) {
      const place = field === undefined ? undefined : places.get(field);
      if (place !== undefined) row[place] = value ?? null;
    }
    return row;
  });
  return { columns: [...places.keys()], rows, cut: rows.length >= mostRows };
}
