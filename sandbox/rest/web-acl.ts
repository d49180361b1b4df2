import type { IncomingMessage } from 'node:http';
import { blockedBy } from '@/sandbox/waf/judge';
import type { RestStage } from './model';
import { filtered } from './refusal';
import type { RestTarget } from './target';

/** WAF is asked before all else that guards a stage. */
export function checkWebAcl(
  { region, rawPath }: RestTarget,
  stage: RestStage,
  req: IncomingMessage,
  body: Buffer,
): void {
  const acl = stage.webAclArn === undefined ? undefined : region.webAcls?.get(stage.webAclArn);
  const [, query = ''] = (req.url ?? '').split(/\?(.*)/s);
  const rule = acl && blockedBy(acl, { method: req.method ?? 'GET', path: rawPath, query, headers: req.headers, body });
  if (rule) throw filtered(rule);
}
