import type { RestStage } from '@/lib/apis/rest/contract';
import { type Cause, cause, evidence, next } from '@/lib/diagnosis/cause';
import { type Found, type Logged, unchecked } from '@/lib/diagnosis/findings';
import { logAsk } from '@/lib/diagnosis/logs';
import type { RestSpot } from './spot';

/**
 * WAF refuses in the words of a missing key. The access log tells them apart, where its format has the type of the
 * response: nothing where it was another.
 */
export function blockedByWaf({ failed, route, seeker }: RestSpot, stage: RestStage, arn: string): Cause[] {
  const tells = /error\.responseType|wafResponseCode/.test(stage.accessLog?.format ?? '');
  const log = tells ? seeker.seek(logAsk(failed, route?.key ?? null)) : null;
  const type = typeIn(log);
  if (type !== null && !type.startsWith('WAF_')) return [];
  const acl = /\/webacl\/([^/]+)/.exec(arn)?.[1] ?? arn;
  const known = {
    id: 'waf',
    next: next('See in AWS WAF, under the sampled requests of the web ACL, which rule blocks it.', { do: 'facts' }),
  };
  if (type !== null) {
    return [
      cause('certain', {
        ...known,
        title: `The web ACL ${acl} of AWS WAF blocked the request.`,
        evidence: [evidence('stage', 'Web ACL', arn), evidence('log', 'Access log', type)],
      }),
    ];
  }
  return [
    cause('likely', {
      ...known,
      title: `The web ACL ${acl} of AWS WAF stands before the stage ${stage.name}, and may have blocked the request.`,
      evidence: [evidence('stage', 'Web ACL', arn)],
      notChecked: unchecked('What the access log says', log),
    }),
  ];
}

/** `WAF_FILTERED`, `WAF_BLOCK`, `INVALID_API_KEY`; null where no line was found. */
function typeIn(log: Found<Logged> | null): string | null {
  const access = log?.ok ? log.value.access : null;
  return access?.['error.responseType'] ?? access?.wafResponseCode ?? null;
}
