import { REGIONS } from '@/lib/core/regions';

/** All regions to choose from: those in use first, also ones that this list does not know. */
export function regionChoices(inUse: readonly (string | null | undefined)[]): { value: string; label: string }[] {
  const first = [...new Set(inUse.filter((region) => typeof region === 'string'))];
  const rest = Object.keys(REGIONS).filter((region) => !first.includes(region));
  return [...first, ...rest].map((value) => {
    const place = REGIONS[value];
    return { value, label: place ? `${value} · ${place}` : value };
  });
}
