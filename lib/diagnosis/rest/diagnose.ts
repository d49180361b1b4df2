import { backendAnswered } from '@/lib/diagnosis/answered-by';
import { base64Causes } from '@/lib/diagnosis/base64-body';
import { type Cause, ordered } from '@/lib/diagnosis/cause';
import type { Failed } from '@/lib/diagnosis/exchange';
import type { Seeker } from '@/lib/diagnosis/findings';
import { addressOf, networkCauses } from '@/lib/diagnosis/network';
import { signatureCauses } from '@/lib/diagnosis/signature-causes';
import { authorizerFailed, integrationFailed, timedOut } from './backend';
import { withChange } from './gateway-response';
import { quotaExceeded, throttled } from './limits';
import { missingToken, noMethod, notThere } from './missing';
import { accessDenied, forbidden } from './refused';
import { badRequest, mediaType, tooLarge } from './requests';
import { type RestScene, type RestSpot, restBehind, restSigned, restSpot } from './spot';
import { restUnauthorized } from './unauthorized';

/** Why a call of a REST API failed (aws.md §2.8), the surest cause first; nothing where it did not. */
export function diagnoseRest(failed: Failed, scene: RestScene, seeker: Seeker): Cause[] {
  const { detail } = scene;
  if (failed.unreachable) {
    return networkCauses(failed, addressOf(failed, detail));
  }
  if (!failed.head) return [];
  const { status } = failed.head;
  const spot = restSpot(failed, scene, seeker);
  // A gateway response may have any status.
  if (status < 400 && spot.type === null) return base64Causes(failed);
  return withChange(ordered(byType(spot)), spot.answering, spot.failed);
}

/** Without a type, and in a test of API Gateway that says none, what stands behind answered. */
function byType(spot: RestSpot): Cause[] {
  const told = BY_RESPONSE[spot.answering?.type ?? ''];
  return told ? told(spot) : [backendAnswered(spot.failed, restBehind(spot))];
}

const BY_RESPONSE: Record<string, (spot: RestSpot) => Cause[]> = {
  MISSING_AUTHENTICATION_TOKEN: missingToken,
  RESOURCE_NOT_FOUND: (spot) => [notThere(spot)],
  INVALID_API_KEY: forbidden,
  WAF_FILTERED: forbidden,
  ACCESS_DENIED: accessDenied,
  INVALID_SIGNATURE: bySignature,
  UNAUTHORIZED: restUnauthorized,
  EXPIRED_TOKEN: restUnauthorized,
  BAD_REQUEST_PARAMETERS: (spot) => [badRequest(spot)],
  BAD_REQUEST_BODY: (spot) => [badRequest(spot)],
  UNSUPPORTED_MEDIA_TYPE: (spot) => [mediaType(spot)],
  REQUEST_TOO_LARGE: tooLarge,
  QUOTA_EXCEEDED: (spot) => [quotaExceeded(spot)],
  THROTTLED: throttled,
  AUTHORIZER_CONFIGURATION_ERROR: authorizerFailed,
  AUTHORIZER_FAILURE: authorizerFailed,
  INTEGRATION_TIMEOUT: (spot) => [timedOut(spot)],
  INTEGRATION_FAILURE: (spot) => [timedOut(spot)],
  API_CONFIGURATION_ERROR: integrationFailed,
};

/** A bearer token sent to a path that does not exist reads as a broken signature. */
function bySignature(spot: RestSpot): Cause[] {
  if (spot.type === 'IncompleteSignatureException' && spot.route === null) return [noMethod(spot)];
  return signatureCauses(restSigned(spot), spot.type, spot.message);
}
