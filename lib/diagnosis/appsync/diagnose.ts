import type { AppSyncDetail } from '@/lib/apis/appsync/contract';
import type { AppSyncAuth } from '@/lib/apis/appsync-base/contract';
import { appSyncUnreachable, firstError, malformed, saidBy, turnedAway } from '@/lib/diagnosis/appsync-base/refusal';
import type { AppSyncSpot, Doing } from '@/lib/diagnosis/appsync-base/spot';
import { type Cause, cause, next, ordered } from '@/lib/diagnosis/cause';
import type { Failed } from '@/lib/diagnosis/exchange';
import type { Seeker } from '@/lib/diagnosis/findings';

/** What was known of an AppSync API when the operation was sent. */
export interface AppSyncScene {
  detail: AppSyncDetail;
  /** The authorization mode that was chosen. */
  chosen: AppSyncAuth;
}

/** Why AppSync turned an operation away. What an operation itself came to stands among its errors. */
export function diagnoseAppSync(failed: Failed, scene: AppSyncScene, seeker: Seeker): Cause[] {
  if (failed.unreachable) return appSyncUnreachable(failed, scene.detail);
  const status = failed.head?.status ?? 0;
  if (status < 400) return [];
  const spot = graphSpot(failed, scene, seeker);
  return ordered(turnedAway(spot, status) ?? [notTaken(spot)]);
}

export function graphSpot(failed: Failed, { detail, chosen }: AppSyncScene, seeker: Seeker): AppSyncSpot {
  return { failed, api: detail, chosen, doing: doingOf(detail), ...firstError(failed), seeker };
}

function doingOf({ api, auth }: AppSyncDetail): Doing {
  return {
    what: 'the API',
    modes: auth.map(({ mode }) => mode),
    permission: 'appsync:GraphQL',
    resource: `…:apis/${api.id}/types/…/fields/…`,
  };
}

/** AppSync read the request and takes nothing of the kind. */
export function notTaken(spot: AppSyncSpot): Cause {
  switch (spot.type) {
    case 'UnsupportedOperation':
      return cause('certain', {
        id: 'unsupported-operation',
        title:
          'Subscriptions are held on a line, and queries and mutations are posted; the other way round goes nowhere.',
        evidence: [saidBy(spot)],
        next: next('Run it from the editor, which sends each kind of operation its way.'),
      });
    case 'GraphQLSchemaException':
      return cause('certain', {
        id: 'no-schema',
        title: 'The API has no schema yet, so no operation fits it.',
        evidence: [saidBy(spot)],
        next: next('Deploy a schema, then read the API again.', { do: 'read-again' }),
      });
    default:
      return malformed(spot);
  }
}
