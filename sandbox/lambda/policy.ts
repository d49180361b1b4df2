import { covers } from '@/sandbox/data/authorize-iam';
import type { HttpApi } from '@/sandbox/model';
import type { LambdaFunction } from './model';

/** One statement of a function's resource policy, as `AddPermission` writes it. */
export interface Permission {
  sid: string;
  /** `apigateway.amazonaws.com`, an account, `*`. */
  principal: string;
  action: string;
  sourceArn?: string;
}

/** What API Gateway says in access logs, and to nobody else, where a function does not let it in. */
export const NOT_PERMITTED =
  "The IAM role configured on the integration or API Gateway doesn't have permissions to call the integration. Check the permissions and try again.";

/** Whether API Gateway may invoke a function on behalf of this ARN. A function that no template deployed has no policy to look at. */
export function mayInvoke({ policy }: LambdaFunction, sourceArn: string): boolean {
  if (policy === undefined) return true;
  return policy.some(
    ({ principal, action, sourceArn: pattern }) =>
      (principal === 'apigateway.amazonaws.com' || principal === '*') &&
      covers(action, 'lambda:InvokeFunction') &&
      (pattern === undefined || covers(pattern, sourceArn)),
  );
}

/** For a stage and a route: `arn:aws:execute-api:{region}:{account}:{api}/{place}`. */
export function sourceArn(
  { account, region, api }: { account: { id: string }; region: { name: string }; api: Pick<HttpApi, 'apiId'> },
  place: string,
): string {
  return `arn:aws:execute-api:${region.name}:${account.id}:${api.apiId}/${place}`;
}

/** The policy as `GetPolicy` tells it; null where there is none. */
export function policyText({ arn, policy }: LambdaFunction): string | null {
  if (policy === undefined || policy.length === 0) return null;
  return JSON.stringify({
    Version: '2012-10-17',
    Id: 'default',
    Statement: policy.map(({ sid, principal, action, sourceArn: pattern }) => ({
      Sid: sid,
      Effect: 'Allow',
      Principal: principal.endsWith('.amazonaws.com') ? { Service: principal } : principal,
      Action: action,
      Resource: arn,
      ...(pattern === undefined ? {} : { Condition: { ArnLike: { 'AWS:SourceArn': pattern } } }),
    })),
  });
}
