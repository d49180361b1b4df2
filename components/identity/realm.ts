/** An issuer for a person: the pool's id for a user pool, otherwise the host. */
export function realmOf(issuer: string): string {
  const pool = /^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/([\w-]+_[0-9A-Za-z]+)$/.exec(issuer)?.[1];
  if (pool) return `the user pool ${pool}`;
  return URL.canParse(issuer) ? new URL(issuer).host : issuer;
}
