import 'server-only';
import { probe } from '@/lib/egress/probe';
import type { Endpoint } from './endpoints';

/** The smallest operation there is: it asks for nothing and changes nothing, and without proof of who asks AppSync refuses it. */
const SMALLEST = JSON.stringify({ query: '{ __typename }' });

/** Whether something that speaks GraphQL answers at an address: in JSON, whatever it says. */
export async function answersGraphql({ to, path }: Endpoint): Promise<boolean> {
  const { protocol, hostHeader, connectTo, host, port } = to;
  const target = { protocol, hostHeader, connectTo: connectTo ?? { host, port } };
  const answer = await probe(target, { method: 'POST', path, json: SMALLEST });
  return answer !== null && answer.status !== 404 && /\bjson\b/.test(answer.headers['content-type'] ?? '');
}
