import { type ErrorContext, errorsOf, explainErrors } from '@/lib/core/graphql-errors';
import { appSyncUnreachable, malformed, tooManySubscriptions, turnedAway } from '@/lib/diagnosis/appsync-base/refusal';
import { type Cause, cause, next, ordered } from '@/lib/diagnosis/cause';
import { type Failed, objectIn } from '@/lib/diagnosis/exchange';
import type { Seeker } from '@/lib/diagnosis/findings';
import { type AppSyncScene, graphSpot, notTaken } from './diagnose';

export interface RealtimeScene extends AppSyncScene {
  /** What is known of the fields of the schema. */
  context: ErrorContext;
}

/** Why AppSync opened no connection for subscriptions, or took no subscription on it (aws.md §5.4). */
export function diagnoseRealtime(failed: Failed, scene: RealtimeScene, seeker: Seeker): Cause[] {
  if (failed.unreachable) return appSyncUnreachable(failed, scene.detail);
  const status = failed.head?.status ?? 0;
  const spot = graphSpot(failed, scene, seeker);
  const away = turnedAway(spot, status);
  if (away) return ordered(away);
  if (status >= 400) return [malformed(spot)];
  if (spot.type === null && spot.message === '') return [];
  switch (spot.type) {
    case 'MaxSubscriptionsReachedError':
      return [tooManySubscriptions(spot)];
    case 'BadRequestException':
    case 'UnsupportedOperation':
    case 'GraphQLSchemaException':
      return [notTaken(spot)];
    default:
      return operationCauses(failed, scene.context);
  }
}

/** What is wrong with the subscription itself, in the words in which the errors of any operation are explained. */
function operationCauses(failed: Failed, context: ErrorContext): Cause[] {
  return explainErrors(errorsOf(objectIn(failed.body)), context).map(({ kind, field, sentence, next: step }) =>
    cause('certain', { id: field === null ? kind : `${kind} ${field}`, title: sentence, next: next(step) }),
  );
}
