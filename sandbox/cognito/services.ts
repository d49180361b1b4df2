import type { Input, Operation, Service } from '@/sandbox/control/call';
import { AwsFailure } from '@/sandbox/control/failure';
import { JSON_SIGNATURE_CODES } from '@/sandbox/control/rest-json';
import { IDENTITY_POOL_OPERATIONS } from './identity-pools';
import { readTargetInput, targetAnswer, targetFailure } from './json-protocol';
import { type SignedRun, USER_POOL_OPERATIONS } from './user-pools';

/** Cognito user pools, as far as a signature is needed. */
export const cognitoIdp = jsonService({
  name: 'cognito-idp',
  prefix: 'AWSCognitoIdentityProviderService',
  operations: USER_POOL_OPERATIONS,
  resource: 'userpool',
});

/** Cognito identity pools, as far as a signature is needed. */
export const cognitoIdentity = jsonService({
  name: 'cognito-identity',
  prefix: 'AWSCognitoIdentityService',
  operations: IDENTITY_POOL_OPERATIONS,
  resource: 'identitypool',
});

interface Described {
  name: string;
  prefix: string;
  operations: Record<string, SignedRun>;
  /** The kind of resource in ARNs. */
  resource: string;
}

function jsonService({ name, prefix, operations, resource }: Described): Service {
  return {
    name,
    throttled: null,
    operation: (input): Operation => {
      const operation = operationName(input, prefix);
      const run = operations[operation];
      if (!run) throw new AwsFailure('UnknownOperationException', 400, '');
      return {
        name: operation,
        action: `${name}:${operation}`,
        resource: ({ region, account }) => `arn:aws:${name}:${region.name}:${account.id}:${resource}/*`,
        run: ({ world, region, input: { body } }) =>
          run({ world, region, input: readTargetInput(body), now: Date.now() }),
      };
    },
    answer: (_operation, output, requestId) => targetAnswer(200, output, requestId),
    fail: targetFailure,
    codes: {
      denied: 'AccessDeniedException',
      throttled: () => new AwsFailure('TooManyRequestsException', 400, 'Rate exceeded'),
      signature: JSON_SIGNATURE_CODES,
    },
  };
}

function operationName({ target }: Input, prefix: string): string {
  return target.startsWith(`${prefix}.`) ? target.slice(prefix.length + 1) : '';
}
