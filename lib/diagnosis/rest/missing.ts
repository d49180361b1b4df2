import { type Cause, cause, evidence, next } from '@/lib/diagnosis/cause';
import { unchecked } from '@/lib/diagnosis/findings';
import { nearRoutes } from '@/lib/diagnosis/http/near-routes';
import { notSigned } from '@/lib/diagnosis/signer';
import { type RestSpot, restSigned } from './spot';

/** “Missing Authentication Token”: most often there is no such path, or it is not deployed yet (aws.md §2.8). */
export function missingToken(spot: RestSpot): Cause[] {
  const { route } = spot;
  if (route?.auth === 'iam') {
    const unsigned = notSigned(restSigned(spot), 'This method asks for a SigV4 signature and none was sent.');
    if (unsigned) return [unsigned];
  }
  return [notThere(spot)];
}

/** Whatever is asked for is not there, or not there yet. */
export function notThere(spot: RestSpot): Cause {
  return spot.route === null ? noMethod(spot) : notDeployed(spot);
}

export function noMethod({ detail, failed, path }: RestSpot): Cause {
  const stages = detail.stages.map(({ name }) => name);
  const near = nearRoutes(detail.routes, { method: failed.method, path, stages });
  const [first] = near;
  return cause('certain', {
    id: 'no-route',
    title: `No resource and method of the API take ${failed.method} ${path}.`,
    evidence: [
      evidence('request', 'Asked for', `${failed.method} ${path}`),
      ...near.map(({ route }) => evidence('route', 'Alike', route.key)),
    ],
    next: first
      ? next(`Did you mean ${first.route.key}?`, { do: 'open-route', key: first.route.key })
      : next('See which methods there are.', { do: 'facts' }),
  });
}

/** What is read of a REST API is its draft; a stage answers with what was deployed to it. */
function notDeployed({ failed, route, seeker, stage }: RestSpot): Cause {
  const deployed = seeker.seek({ about: 'deployed', stage: failed.stage });
  const lacks = deployed?.ok === true && !deployed.value.includes(route?.key ?? '');
  return cause(lacks ? 'certain' : 'likely', {
    id: 'undeployed',
    title: `${route?.key} stands in the draft of the API and is not deployed to the stage ${failed.stage}.`,
    evidence: [
      evidence(
        'stage',
        'Deployment',
        `${stage?.deploymentId ?? 'none'}${stage?.updatedAt ? `, since ${stage.updatedAt}` : ''}`,
      ),
      deployed?.ok ? evidence('stage', 'Deployed methods', deployed.value.join(', ') || 'none') : null,
    ],
    next: next(`Deploy the API to ${failed.stage}, then send it again.`, { do: 'send-again' }),
    notChecked: unchecked(`Which methods ${failed.stage} has`, deployed),
  });
}
