/** A number of 53 bits for an id of any length, so that millions of them can be kept in eight bytes each; 0 for none. */
export function idNumber(id: string): number {
  if (id === '') return 0;
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < id.length; at += 1) {
    const code = id.charCodeAt(at);
    high = Math.imul(high ^ code, 0x85ebca6b);
    low = Math.imul(low ^ code, 0xc2b2ae35);
  }
  high = Math.imul(high ^ (high >>> 16), 0xc2b2ae35) ^ Math.imul(low ^ (low >>> 13), 0x85ebca6b);
  low = Math.imul(low ^ (low >>> 16), 0xc2b2ae35) ^ Math.imul(high ^ (high >>> 13), 0x85ebca6b);
  return (high & 0x1fffff) * 0x1_0000_0000 + (low >>> 0) || 1;
}
