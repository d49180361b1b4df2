import type { ApiCall, Identity } from './api-call';
import { authorizeByIam } from './authorize-iam';
import { authorizeByJwt } from './authorize-jwt';
import { authorizeByLambda } from './authorize-lambda';
import { serverError } from './refusal';

/** Lets a call in as its route demands, or throws the refusal that API Gateway would give. */
export async function authorize(call: ApiCall): Promise<Identity> {
  const { authorizationType, authorizerId } = call.route;
  if (authorizationType === 'NONE') return {};
  if (authorizationType === 'AWS_IAM') return authorizeByIam(call);
  const authorizer = call.target.api.authorizers.find((candidate) => candidate.authorizerId === authorizerId);
  if (!authorizer) throw serverError(`the route's authorizer ${authorizerId} does not exist`);
  return authorizer.authorizerType === 'JWT' ? authorizeByJwt(call, authorizer) : authorizeByLambda(call, authorizer);
}
