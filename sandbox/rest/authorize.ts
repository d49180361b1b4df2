import { signedBy } from '@/sandbox/data/authorize-iam';
import { authorizeByPool } from './authorize-cognito';
import { authorizeByFunction } from './authorize-lambda';
import { maskedArn, methodArn, type RestCall } from './call';
import type { RestAuthorizer } from './model';
import { badAuthorizer, missingToken, RestRefusal } from './refusal';
import { type PolicyVerdict, policyVerdict, refusedByPolicy } from './resource-policy';

/** Lets a request in as its method and the API's policy demand, or throws the refusal that API Gateway would give. Answers with the usage identifier key, where an authorizer gave one. */
export async function authorize(call: RestCall): Promise<string | undefined> {
  const verdict = policyVerdict(call);
  const { authorizationType, authorizerId } = call.restMethod;
  if (authorizationType === 'AWS_IAM') {
    authorizeByIam(call, verdict);
    return;
  }
  // The policy is asked first, and must speak for the request itself.
  if (verdict === 'denied' || verdict === 'not-allowed') throw refusedByPolicy(call, verdict);
  if (authorizationType === 'NONE') return;
  const authorizer = call.configuration.authorizers.find(({ id }) => id === authorizerId);
  if (!authorizer) throw badAuthorizer(`the method's authorizer ${authorizerId} does not exist`);
  return authorizeBy(call, authorizer);
}

export async function authorizeBy(call: RestCall, authorizer: RestAuthorizer): Promise<string | undefined> {
  if (authorizer.type !== 'COGNITO_USER_POOLS') return authorizeByFunction(call, authorizer);
  await authorizeByPool(call, authorizer);
}

const SIGNATURE_TYPES: Record<string, string> = {
  IncompleteSignature: 'IncompleteSignatureException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
  ExpiredToken: 'ExpiredTokenException',
  RequestTimeTooSkewed: 'InvalidSignatureException',
};

/** In one account, either the identity's policies or the API's own may allow it; a deny of either stands. */
function authorizeByIam(call: RestCall, verdict: PolicyVerdict): void {
  const signed = signedBy(call.target, call, { action: 'execute-api:Invoke', resource: methodArn(call) });
  if ('key' in signed) {
    const { key } = signed;
    if (verdict === 'denied') throw refusedByPolicy(call, verdict, key.arn);
    call.trace.caller.iam = {
      ...{ accessKey: key.id, accountId: call.target.account.id, callerId: key.userId },
      ...{ userArn: key.arn, userId: key.userId },
      ...(key.cognitoIdentity ? { cognitoIdentity: key.cognitoIdentity } : {}),
    };
    return;
  }
  const { code, message, reason } = signed.refused;
  if (code === 'MissingAuthenticationToken') throw missingToken(reason);
  if (code === null)
    throw new RestRefusal('ACCESS_DENIED', message.replace(/arn:aws:execute-api:\S+/, maskedArn), reason);
  throw new RestRefusal('INVALID_SIGNATURE', message, reason, {
    errorType: SIGNATURE_TYPES[code] ?? 'InvalidSignatureException',
  });
}

/** No method there, or no signature: API Gateway tells both alike, and stumbles over an Authorization that is no signature. */
export function noSuchMethod(call: Pick<RestCall, 'rawHeaders' | 'headers'>, reason: string): RestRefusal {
  const { authorization } = call.headers;
  if (authorization === undefined || authorization.startsWith('AWS4-HMAC-SHA256')) return missingToken(reason);
  const word = authorization.split(' ').at(-1) ?? authorization;
  return new RestRefusal(
    'INVALID_SIGNATURE',
    `'${word}' not a valid key=value pair (missing equal-sign) in Authorization header: '${authorization}'.`,
    reason,
    { errorType: 'IncompleteSignatureException' },
  );
}
