import { backendAnswered } from '@/lib/diagnosis/answered-by';
import { base64Causes } from '@/lib/diagnosis/base64-body';
import { type Cause, ordered } from '@/lib/diagnosis/cause';
import type { Failed } from '@/lib/diagnosis/exchange';
import type { Seeker } from '@/lib/diagnosis/findings';
import { addressOf, networkCauses } from '@/lib/diagnosis/network';
import { serverError, unavailable } from './backend';
import { badRequest, headTooLarge, throttled, tooLarge } from './limits';
import { notFound } from './not-found';
import { isPreflight, preflightCauses } from './preflight';
import { forbidden, unauthorized } from './refused';
import { behind, type HttpScene, type Spot, spotOf } from './spot';

const BY_STATUS: Record<number, (spot: Spot) => Cause[]> = {
  400: badRequest,
  401: unauthorized,
  403: forbidden,
  404: notFound,
  413: tooLarge,
  429: throttled,
  431: headTooLarge,
  494: headTooLarge,
  500: serverError,
  503: unavailable,
  504: unavailable,
};

/** Why a call of an HTTP API failed (aws.md §2.8), the surest cause first; nothing where it did not. */
export function diagnoseHttp(failed: Failed, scene: HttpScene, seeker: Seeker): Cause[] {
  const { detail } = scene;
  if (failed.unreachable) {
    return networkCauses(failed, addressOf(failed, detail));
  }
  if (!failed.head) return [];
  const spot = spotOf(failed, scene, seeker);
  const preflight = isPreflight(spot) ? preflightCauses(spot) : [];
  if (preflight.length > 0) return ordered(preflight);
  const { status } = failed.head;
  if (status < 400) return base64Causes(failed);
  const told = BY_STATUS[status]?.(spot) ?? [backendAnswered(failed, behind(spot))];
  return ordered(told);
}
