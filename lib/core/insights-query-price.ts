/** What CloudWatch Logs Insights asks for each GB that a query reads: the list price of us-east-1, in US dollars. Other Regions differ a little. */
export const USD_PER_GB = 0.005;
/** Of which Region the price is. */
export const PRICE_OF = 'list price of us-east-1';

/** `about $0.012`, `less than $0.0001`; nothing is said to be free that is only cheap. */
export function priceInWords(bytes: number): string {
  const usd = (bytes / 1e9) * USD_PER_GB;
  if (usd === 0) return '$0';
  if (usd < 0.0001) return 'less than $0.0001';
  return `about $${usd.toPrecision(2).replace(/e.*$/, '')}`;
}
