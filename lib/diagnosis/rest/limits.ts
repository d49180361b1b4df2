import type { Throttle } from '@/lib/apis/gateway/contract';
import type { RestUsagePlan } from '@/lib/apis/rest/contract';
import { type Cause, cause, evidence, next } from '@/lib/diagnosis/cause';
import { answerHeader, sentHeader } from '@/lib/diagnosis/exchange';
import type { RestSpot } from './spot';

/** A circle of requests that has a limit of its own. */
interface Circle {
  id: string;
  whose: string;
  limit: Throttle;
}

/** 429: more a second than the plan, the method or the stage lets through; without any of them the account's own limit. */
export function throttled(spot: RestSpot): Cause[] {
  const circles = [...ofPlans(spot), ...ofStage(spot)].sort((one, other) => room(one) - room(other));
  const told = circles.map((circle, at) => reached(spot, circle, at === 0 ? 'likely' : 'possible'));
  return [...told, ofAccount(circles.length === 0)];
}

/** The smaller, the sooner it is reached. */
function room({ limit: { rate, burst } }: Circle): number {
  return burst ?? rate ?? Number.POSITIVE_INFINITY;
}

function reached(
  { failed }: RestSpot,
  { id, whose, limit: { rate, burst } }: Circle,
  certainty: Cause['certainty'],
): Cause {
  return cause(certainty, {
    id,
    title: `${whose} takes ${rate ?? 'any number of'} requests a second, and ${burst ?? 'any number'} at once; there were more.`,
    evidence: [
      evidence('stage', 'Rate', rate === null ? 'not set' : `${rate} a second`),
      evidence('stage', 'Burst', burst === null ? 'not set' : String(burst)),
      evidence('header', 'retry-after', answerHeader(failed, 'retry-after') ?? 'not said'),
    ],
    next: next('Send it again in a moment, or raise the limit.', { do: 'send-again' }),
  });
}

function ofAccount(alone: boolean): Cause {
  return cause(alone ? 'likely' : 'possible', {
    id: 'throttled-account',
    title:
      'The account takes no more requests in this Region: by default 10,000 a second for all of its APIs together.',
    evidence: [evidence('stage', 'Limits', alone ? 'none for this method' : 'there are nearer ones')],
    next: next('Send it again in a moment; the quota can be raised.', { do: 'send-again' }),
  });
}

/** The limit of the method goes before that of all methods. */
function ofStage({ stage, route, failed }: RestSpot): Circle[] {
  const own = route && stage?.routeThrottles[route.key];
  if (route && own) return [{ id: 'throttled-method', whose: `${route.key} in ${failed.stage}`, limit: own }];
  const limit = stage?.throttle;
  return limit ? [{ id: 'throttled-stage', whose: `Each method of ${failed.stage}`, limit }] : [];
}

/** Which key went along is known to AWS alone, so each plan of the stage may be the one. */
function ofPlans(spot: RestSpot): Circle[] {
  if (!spot.route?.request.apiKeyRequired) return [];
  return plansOf(spot).flatMap(({ name, throttle, methodThrottles }) => {
    const own = methodThrottles.find(({ stage, key }) => stage === spot.failed.stage && key === spot.route?.key);
    const where = own ? ` for ${own.key}` : '';
    const limit = own ?? throttle;
    return limit ? [{ id: 'throttled-plan', whose: `The usage plan ${name}${where}`, limit }] : [];
  });
}

function plansOf({ detail, failed }: RestSpot): RestUsagePlan[] {
  return detail.usagePlans.filter(({ stages }) => stages.includes(failed.stage));
}

/** 429 of a quota, which only usage plans have. */
export function quotaExceeded(spot: RestSpot): Cause {
  const quotas = plansOf(spot).flatMap(({ name, quota }) =>
    quota ? [`${name}: ${quota.limit.toLocaleString('en-GB')} a ${quota.period.toLowerCase()}`] : [],
  );
  return cause('certain', {
    id: 'quota-exceeded',
    title: 'The quota of the usage plan is used up for this key.',
    evidence: [
      evidence('api', 'Usage plans', quotas.join(', ') || 'not read'),
      evidence('header', 'x-api-key', sentHeader(spot.failed, 'x-api-key') === null ? 'not sent' : 'sent'),
    ],
    next: next('Pick a key of another plan, or raise the quota.', { do: 'request-tab', tab: 'auth' }),
  });
}
