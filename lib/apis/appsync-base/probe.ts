import 'server-only';
import type { Destination } from '@/lib/egress/address';
import { probe } from '@/lib/egress/probe';

/** Whether something answers a POST to an address in JSON, whatever it says. The question must be one that changes nothing. */
export async function answersInJson({ to, path }: { to: Destination; path: string }, json: string): Promise<boolean> {
  const { protocol, hostHeader, connectTo, host, port } = to;
  const target = { protocol, hostHeader, connectTo: connectTo ?? { host, port } };
  const answer = await probe(target, { method: 'POST', path, json });
  return answer !== null && answer.status !== 404 && /\bjson\b/.test(answer.headers['content-type'] ?? '');
}
