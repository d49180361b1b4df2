export interface Page<T> {
  items: T[];
  nextToken?: string;
}

/** One page. Tokens are opaque as AWS's are, and only good for the list that they came from; null is a token of another. */
export function pageOf<T>(
  list: T[],
  size: number,
  { token, scope }: { token: string | null; scope: string },
): Page<T> | null {
  const start = token === null || token === '' ? 0 : readToken(token, scope);
  if (start === null || start > list.length) return null;
  const end = start + size;
  return {
    items: list.slice(start, end),
    ...(end < list.length ? { nextToken: Buffer.from(`${scope}\n${end}`).toString('base64url') } : {}),
  };
}

function readToken(token: string, scope: string): number | null {
  const [owner, start] = Buffer.from(token, 'base64url').toString('utf8').split('\n');
  return owner === scope && start !== undefined && /^\d+$/.test(start) ? Number(start) : null;
}
