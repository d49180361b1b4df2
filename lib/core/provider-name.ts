const POOL_ID = /^([\w-]+)_[0-9A-Za-z]+$/;

/** The name under which identity pools know who issued a token: the issuer without `https://`. */
export function providerName(issuer: string): string {
  const last = issuer.split('/').at(-1) ?? '';
  const region = POOL_ID.exec(last)?.[1];
  // An emulator's issuer stands in for one of AWS.
  if (!issuer.startsWith('https://') && region) return `cognito-idp.${region}.amazonaws.com/${last}`;
  return issuer.replace(/^https?:\/\//, '').replace(/\/$/, '');
}
