import { backendAnswered, isGateways } from '@/lib/diagnosis/answered-by';
import { authorizerCauses } from '@/lib/diagnosis/authorizer-causes';
import { type Cause, cause, evidence, next } from '@/lib/diagnosis/cause';
import { waitedMs } from '@/lib/diagnosis/exchange';
import { lambdaCauses } from '@/lib/diagnosis/lambda-causes';
import { logAsk } from '@/lib/diagnosis/logs';
import { behind, functionBehind, type Spot } from './spot';

/** API Gateway waits no longer than this where the integration does not say. */
const DEFAULT_TIMEOUT_MS = 30_000;

/** 500 in API Gateway's own words: the authorizer or the integration failed it. */
export function serverError(spot: Spot): Cause[] {
  const { failed, route, detail } = spot;
  if (!isGateways(failed, 'Internal Server Error')) return [backendAnswered(failed, behind(spot))];
  const authorizer = authorizerFailed(spot);
  if (authorizer.some(({ certainty }) => certainty !== 'possible')) return authorizer;
  if (route && !spot.integration && !detail.problems.some(({ subject }) => subject === 'integrations')) {
    return [noIntegration(spot)];
  }
  const fn = functionBehind(spot);
  if (!fn) return [...authorizer, integrationFailed(spot)];
  const causes = lambdaCauses({
    failed,
    seeker: spot.seeker,
    function: fn,
    invoker: { apiId: detail.api.id, place: `${spot.stage?.name ?? failed.stage}/${keyPlace(spot)}` },
    role: spot.integration?.role ?? null,
    format: spot.integration?.payloadFormatVersion ?? null,
    routeKey: route?.key ?? null,
  });
  return [...causes, ...authorizer];
}

/** How the route stands in the ARN for which a function is invoked: `GET/notes/{id}`, `$default`. */
function keyPlace({ route, failed }: Spot): string {
  if (!route || route.key === '$default') return '$default';
  return `${route.method === 'ANY' ? failed.method : route.method}${route.path}`;
}

/** The function of the authorizer comes before all else: it is the one where the log says that nothing behind was called. */
function authorizerFailed({ failed, route, authorizer, detail, seeker }: Spot): Cause[] {
  if (route?.auth !== 'lambda') return [];
  const causes = authorizerCauses(detail.api.id, authorizer, seeker, 'possible');
  if (causes.some(({ certainty }) => certainty === 'certain')) return causes;
  const log = seeker.seek(logAsk(failed, route.key));
  if (!log?.ok || log.value.called !== false) return causes;
  const told = log.value.access?.['authorizer.error'] ?? 'The integration was not called.';
  const stopped = evidence('log', 'Access log', told);
  return causes.map((one) => ({ ...one, certainty: 'likely', evidence: [...one.evidence, stopped] }));
}

function noIntegration({ route }: Spot): Cause {
  return cause('certain', {
    id: 'no-integration',
    title: `Nothing stands behind ${route?.key}: the integration that it names does not exist.`,
    evidence: [evidence('route', 'Target', route?.integrationId ? `integrations/${route.integrationId}` : 'none')],
    next: next('Give the route an integration.', { do: 'facts' }),
  });
}

function integrationFailed({ integration }: Spot): Cause {
  return cause('likely', {
    id: 'integration-failed',
    title: `The integration ${integration?.label ?? ''} could not be called as it is set up.`.replace('  ', ' '),
    evidence: [
      integration ? evidence('integration', integration.type, integration.uri ?? integration.subtype ?? '') : null,
    ],
    next: next('Look at its role, its parameters and the service behind it.', { do: 'facts' }),
  });
}

/** 503, and 504 on other platforms: nobody answered in time, or nobody could be reached. */
export function unavailable(spot: Spot): Cause[] {
  const { failed, integration } = spot;
  if (!isGateways(failed, 'Service Unavailable') && !isGateways(failed, 'Endpoint request timed out')) {
    return [backendAnswered(failed, behind(spot))];
  }
  const limit = integration?.timeoutMillis ?? DEFAULT_TIMEOUT_MS;
  const waited = waitedMs(failed) ?? 0;
  const times = [
    evidence('time', 'Waited', `${Math.round(waited)} ms`),
    evidence(
      'integration',
      'TimeoutInMillis',
      integration?.timeoutMillis ? String(limit) : `${limit}, which is the default`,
    ),
  ];
  const who = integration?.label ?? 'The integration';
  if (waited >= limit * 0.95) {
    return [
      cause('certain', {
        id: 'integration-timeout',
        title: `${who} gave no answer within ${seconds(limit)}, and API Gateway waits no longer.`,
        evidence: times,
        next: next(
          limit < DEFAULT_TIMEOUT_MS
            ? 'See what it waits for, or raise the integration’s timeout: 30 s at most.'
            : 'See what it waits for; what takes longer must answer first and work on later.',
        ),
      }),
    ];
  }
  return [unreachableUpstream(spot, times), backendAnswered(failed, behind(spot), 'possible')];
}

function unreachableUpstream({ integration }: Spot, times: Cause['evidence']): Cause {
  const link = integration?.connectionType === 'VPC_LINK';
  const where = integration?.uri ?? integration?.label ?? 'the integration';
  return cause('likely', {
    id: link ? 'vpc-link' : 'upstream-unreachable',
    title: link
      ? 'Nothing could be reached through the VPC link: no healthy target, or a security group that lets nothing through.'
      : `API Gateway could not reach ${where}.`,
    evidence: [integration ? evidence('integration', integration.type, where) : null, ...times],
    next: next(
      link
        ? 'Look at the targets of its load balancer and at the security groups.'
        : 'See whether it runs and may be reached from the internet.',
      { do: 'facts' },
    ),
  });
}

function seconds(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000} s` : `${milliseconds} ms`;
}
