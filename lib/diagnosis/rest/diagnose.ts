import { backendAnswered } from '@/lib/diagnosis/answered-by';
import { base64Causes } from '@/lib/diagnosis/base64-body';
import { type Cause, ordered } from '@/lib/diagnosis/cause';
import type { Failed } from '@/lib/diagnosis/exchange';
import type { Seeker } from '@/lib/diagnosis/findings';
import { networkCauses } from '@/lib/diagnosis/network';
import { signatureCauses } from '@/lib/diagnosis/signature-causes';
import { authorizerFailed, integrationFailed, timedOut } from './backend';
import { missingToken, noMethod } from './missing';
import { accessDenied, forbidden } from './refused';
import { badRequest, mediaType, throttled, tooLarge } from './requests';
import { type RestScene, type RestSpot, restBehind, restSigned, restSpot } from './spot';
import { restUnauthorized } from './unauthorized';

/** Why a call of a REST API failed (aws.md §2.8), the surest cause first; nothing where it did not. */
export function diagnoseRest(failed: Failed, scene: RestScene, seeker: Seeker): Cause[] {
  const { detail } = scene;
  if (failed.unreachable) {
    const { emulator } = detail;
    return networkCauses(failed, { emulator, correctable: emulator, endpointDisabled: detail.api.endpointDisabled });
  }
  if (!failed.head) return [];
  if (failed.head.status < 400) return base64Causes(failed);
  const spot = restSpot(failed, scene, seeker);
  return ordered(byType(spot, failed.head.status));
}

/** Without a type, and in a test of API Gateway that says none, what stands behind answered. */
function byType(spot: RestSpot, status: number): Cause[] {
  const told = spot.type === null ? undefined : BY_TYPE[spot.type];
  if (told) return told(spot, status);
  if (spot.type !== null && status === 403) return bySignature(spot);
  return [backendAnswered(spot.failed, restBehind(spot))];
}

const BY_TYPE: Record<string, (spot: RestSpot, status: number) => Cause[]> = {
  MissingAuthenticationTokenException: missingToken,
  ForbiddenException: forbidden,
  AccessDeniedException: accessDenied,
  UnauthorizedException: restUnauthorized,
  BadRequestException: (spot, status) => [status === 415 ? mediaType(spot) : badRequest(spot)],
  RequestTooLargeException: (spot) => [tooLarge(spot)],
  LimitExceededException: (spot) => [throttled(spot)],
  TooManyRequestsException: (spot) => [throttled(spot)],
  AuthorizerConfigurationException: authorizerFailed,
  InternalServerErrorException: (spot, status) => (status === 504 ? [timedOut(spot)] : integrationFailed(spot)),
};

/** A bearer token sent to a path that does not exist reads as a broken signature. */
function bySignature(spot: RestSpot): Cause[] {
  if (spot.type === 'IncompleteSignatureException' && spot.route === null) return [noMethod(spot)];
  return signatureCauses(restSigned(spot), spot.type, spot.message);
}
