import 'server-only';
import { probe } from '@/lib/egress/probe';
import type { ResolvedBase } from './base';

/**
 * Whether API Gateway, or something in its place, answers at a base. It answers an unknown path in JSON and gives every
 * answer an id; a web page, or the XML of an object store, comes from somebody else on the emulator's port.
 */
export async function answersLikeGateway(base: ResolvedBase): Promise<boolean> {
  const { protocol, hostHeader, basePath, host, port } = base;
  const answer = await probe({ protocol, hostHeader, basePath, connectTo: base.connectTo ?? { host, port } });
  if (answer === null) return false;
  return 'apigw-requestid' in answer.headers || /\bjson\b/.test(answer.headers['content-type'] ?? '');
}
