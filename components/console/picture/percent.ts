/** A share from 0 to 1: `0 %`, `0.4 %`, `12 %`. What is more than nothing is not written as nothing. */
export function percent(share: number): string {
  const value = share * 100;
  if (value === 0 || value >= 9.95) return `${Math.round(value)} %`;
  return value < 0.1 ? '< 0.1 %' : `${value.toFixed(1)} %`;
}
