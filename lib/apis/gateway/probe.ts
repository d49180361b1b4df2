import 'server-only';
import { randomUUID } from 'node:crypto';
import { probe } from '@/lib/egress/probe';
import type { ResolvedBase } from './base';

/**
 * Whether API Gateway, or something in its place, answers at a base. It answers an unknown path in JSON and gives every
 * answer an id; a web page, or the XML of an object store, comes from somebody else on the emulator's port.
 */
export async function answersLikeGateway(base: ResolvedBase): Promise<boolean> {
  const { protocol, hostHeader, basePath, host, port } = base;
  const target = { protocol, hostHeader, connectTo: base.connectTo ?? { host, port } };
  // A safe method on a random path: whatever stands behind it is not changed by being asked.
  const answer = await probe(target, { method: 'HEAD', path: `${basePath}/signalbox-probe-${randomUUID()}` });
  if (answer === null) return false;
  return 'apigw-requestid' in answer.headers || /\bjson\b/.test(answer.headers['content-type'] ?? '');
}
