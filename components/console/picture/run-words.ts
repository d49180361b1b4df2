import { bytesInWords } from '@/components/console/answer/units';
import { PRICE_OF, priceInWords, USD_PER_GB } from '@/lib/core/insights-query-price';
import type { Run } from './insights-runs';

const ENDS = {
  complete: '',
  failed: 'It failed at CloudWatch.',
  cancelled: 'It was cancelled.',
  timeout: 'It ran out of time.',
};

/** How a run is going or went: lines matched and read, bytes, and what they cost. */
export function runInWords({ statistics, ...run }: Run): string {
  const { matched, scanned, bytes } = statistics;
  const lines = `${matched.toLocaleString('en-GB')} of ${scanned.toLocaleString('en-GB')} lines matched`;
  const read = `${bytesInWords(bytes)} read, ${priceInWords(bytes)} (${PRICE_OF})`;
  if (run.state === 'running') return run.waiting ? 'Waiting at CloudWatch' : `Running: ${read}`;
  if (run.state === 'stopped') return `Cancelled: ${read}`;
  if (run.state !== 'done') return '';
  return [ENDS[run.ended], `${lines}, ${read}`].filter(Boolean).join(' ');
}

/** What a query can cost at most, said before it is run. Sizes that AWS tells are some hours old. */
export function priceBefore(storedBytes: number | null): string {
  const price = `CloudWatch charges about $${USD_PER_GB} for each GB that a query reads (${PRICE_OF}).`;
  if (storedBytes === null || storedBytes === 0) return price;
  return `${price} This log group holds ${bytesInWords(storedBytes)} in all.`;
}
