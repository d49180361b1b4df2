import type { CallableDetail } from '@/components/console/callable';
import type { HttpDetail } from '@/lib/apis/http/contract';
import type { RestDetail } from '@/lib/apis/rest/contract';
import { diagnoseHttp } from '@/lib/diagnosis/http/diagnose';
import { diagnoseRest } from '@/lib/diagnosis/rest/diagnose';
import type { Why } from './why';

/** The rules for the kind of an API, with the route that is open. */
export function rulesOf(detail: CallableDetail, opened: string): Why['rules'] {
  if (isRest(detail)) return (failed, seeker) => diagnoseRest(failed, { detail, opened }, seeker);
  if (isHttp(detail)) return (failed, seeker) => diagnoseHttp(failed, { detail, opened }, seeker);
  return () => [];
}

function isHttp(detail: CallableDetail): detail is CallableDetail & HttpDetail {
  return 'kind' in detail && detail.kind === 'http';
}

function isRest(detail: CallableDetail): detail is CallableDetail & RestDetail {
  return 'kind' in detail && detail.kind === 'rest';
}
