import { authorizerCauses } from '@/lib/diagnosis/authorizer-causes';
import { type Cause, cause, evidence, next } from '@/lib/diagnosis/cause';
import { waitedMs } from '@/lib/diagnosis/exchange';
import { lambdaCauses } from '@/lib/diagnosis/lambda-causes';
import type { RestSpot } from './spot';

/** API Gateway waits no longer than this where the method does not say. */
const DEFAULT_TIMEOUT_MS = 29_000;

/** 500 of a Lambda authorizer. */
export function authorizerFailed({ authorizer, detail, seeker }: RestSpot): Cause[] {
  return authorizerCauses(detail.api.id, authorizer, seeker, 'likely');
}

/** 500 and 502: API Gateway could not call what stands behind, or not use its answer. */
export function integrationFailed(spot: RestSpot): Cause[] {
  const { failed, detail, route, integration, seeker } = spot;
  const lambda = integration?.lambda;
  if (!integration || !lambda) return [setUpWrongly(spot)];
  const id = lambda.arn ?? lambda.name;
  return lambdaCauses({
    failed,
    seeker,
    function: { name: lambda.name, id: lambda.qualifier ? `${id}:${lambda.qualifier}` : id },
    invoker: {
      apiId: detail.api.id,
      place: `${failed.stage}/${route?.method === 'ANY' ? failed.method : route?.method}${route?.path}`,
    },
    role: integration.role,
    format: '1.0',
    routeKey: route?.key ?? null,
  });
}

function setUpWrongly({ integration, route }: RestSpot): Cause {
  return cause('likely', {
    id: 'integration-failed',
    title: integration
      ? `API Gateway could not call ${integration.label} as the method is set up: its mapping template, its role or its address is wrong.`
      : `Nothing stands behind ${route?.key ?? 'the method'}.`,
    evidence: [integration ? evidence('integration', integration.type, integration.uri ?? integration.label) : null],
    next: next('Run the method as a test of API Gateway: its log says which step fails.', { do: 'logs' }),
  });
}

/** 504: nobody answered in time, or nobody could be reached. */
export function timedOut({ failed, route, integration, message }: RestSpot): Cause {
  const limit = route?.request.limitMs ?? DEFAULT_TIMEOUT_MS;
  const waited = Math.round(waitedMs(failed) ?? 0);
  const who = integration?.label ?? 'What stands behind';
  const late = /timed out/i.test(message) || waited >= limit * 0.95;
  return cause(late ? 'certain' : 'likely', {
    id: late ? 'integration-timeout' : 'upstream-unreachable',
    title: late
      ? `${who} gave no answer within ${limit / 1000} s, and API Gateway waits no longer.`
      : `API Gateway could not reach ${who}.`,
    evidence: [
      evidence('time', 'Waited', `${waited} ms`),
      evidence('route', 'Limit', `${limit} ms`),
      evidence('body', 'Message', message),
    ],
    next: next(
      late
        ? 'See what it waits for; the limit of a Regional API can be raised.'
        : 'See whether it runs and may be reached from the internet.',
      { do: 'logs' },
    ),
  });
}
