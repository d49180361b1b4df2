import type { Throttle } from '@/lib/apis/gateway/contract';
import { type Cause, cause, evidence, next } from '@/lib/diagnosis/cause';
import { answerHeader, sentHeader } from '@/lib/diagnosis/exchange';
import type { RestSpot } from './spot';

/** 400 of a request validator. */
export function badRequest({ message, route, failed }: RestSpot): Cause {
  const missing = /Missing required request parameters: \[(.*)\]/.exec(message)?.[1];
  if (missing !== undefined) {
    return cause('certain', {
      id: 'parameter-missing',
      title: `The method asks for ${missing}, which was not sent.`,
      evidence: [evidence('route', 'Validates', 'parameters'), evidence('request', 'Asked for', failed.target)],
      next: next('Fill it in.', { do: 'request-tab', tab: 'params' }),
    });
  }
  if (/Invalid request body/i.test(message)) {
    const models = route?.request.bodies.map(({ contentType, model }) => `${model} (${contentType})`).join(', ');
    return cause('certain', {
      id: 'body-invalid',
      title: 'The body does not fit the model that the method asks for.',
      evidence: [evidence('route', 'Models', models || 'none is known'), evidence('body', 'Message', message)],
      next: next('Compare the body with the model.', { do: 'request-tab', tab: 'body' }),
    });
  }
  return cause('likely', {
    id: 'bad-request',
    title: `API Gateway does not take the request: ${message || 'it is malformed'}`,
    evidence: [evidence('request', 'Asked for', `${failed.method} ${failed.target}`)],
    next: next('Look at the request as it went.'),
  });
}

export function mediaType({ failed, route }: RestSpot): Cause {
  return cause('certain', {
    id: 'media-type',
    title: 'The integration takes no body of this content type.',
    evidence: [
      evidence('header', 'content-type', sentHeader(failed, 'content-type') ?? 'not sent'),
      evidence('route', 'Models', route?.request.bodies.map(({ contentType }) => contentType).join(', ') || 'none'),
    ],
    next: next('Send a content type that it takes.', { do: 'request-tab', tab: 'headers' }),
  });
}

export function tooLarge({ failed }: RestSpot): Cause {
  const bytes = failed.request?.bodyBytes ?? 0;
  return cause('certain', {
    id: 'payload-too-large',
    title: 'The request is larger than API Gateway takes: 10 MB of body, 10,240 bytes of headers.',
    evidence: [evidence('request', 'Body', `${bytes.toLocaleString('en-GB')} bytes`)],
    next: next('Send less at once, or let the client upload to S3.', { do: 'request-tab', tab: 'body' }),
  });
}

/** 429: the quota of a usage plan, or a limit a second. */
export function throttled(spot: RestSpot): Cause {
  const { type, message } = spot;
  if (type === 'LimitExceededException' || /limit exceeded/i.test(message)) return quotaExceeded(spot);
  const { id, whose, limit } = limitOf(spot);
  const title = limit
    ? `${whose} lets ${limit.rate ?? 'any number of'} requests a second through, ${limit.burst ?? 'any number'} at once; there were more.`
    : 'The account takes no more requests in this Region: by default 10,000 a second for all of its APIs together.';
  return cause('likely', {
    id,
    title,
    evidence: [
      evidence('stage', 'Limit of', whose),
      evidence('header', 'retry-after', answerHeader(spot.failed, 'retry-after') ?? 'not said'),
    ],
    next: next('Send it again in a moment, or raise the limit.', { do: 'send-again' }),
  });
}

function plansOf({ detail, failed }: RestSpot) {
  return detail.usagePlans.filter(({ stages }) => stages.includes(failed.stage));
}

function quotaExceeded(spot: RestSpot): Cause {
  const quotas = plansOf(spot).flatMap(({ name, quota }) =>
    quota ? [`${name}: ${quota.limit} a ${quota.period.toLowerCase()}`] : [],
  );
  return cause('certain', {
    id: 'quota-exceeded',
    title: 'The quota of the usage plan is used up for this key.',
    evidence: [evidence('api', 'Usage plans', quotas.join(', ') || 'not read')],
    next: next('Pick a key of another plan, or raise the quota.', { do: 'request-tab', tab: 'auth' }),
  });
}

/** The smallest circle that has a limit of its own: the method, the stage, the plan of the key, the account. */
function limitOf(spot: RestSpot): { id: string; whose: string; limit: Throttle | null } {
  const { stage, route, failed } = spot;
  const own = (route ? stage?.routeThrottles[route.key] : undefined) ?? stage?.throttle ?? null;
  if (own) return { id: 'throttled-stage', whose: `The stage ${failed.stage}`, limit: own };
  const keyed = sentHeader(failed, 'x-api-key') !== null;
  const plan = keyed ? plansOf(spot).find(({ throttle }) => throttle !== null) : undefined;
  if (plan) return { id: 'throttled-plan', whose: `The usage plan ${plan.name}`, limit: plan.throttle };
  return { id: 'throttled-account', whose: 'The account', limit: null };
}
