import { assumeRole } from '@/sandbox/iam/assume-role';
import type { Operation, Service } from './call';
import { AwsFailure } from './failure';
import { queryAnswer, queryFailure } from './query-xml';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

const getCallerIdentity: Operation = {
  name: 'GetCallerIdentity',
  action: null,
  resource: () => '*',
  run: ({ account, key }) => ({ Arn: key.arn, UserId: key.userId, Account: account.id }),
};

export const sts: Service = {
  name: 'sts',
  throttled: null,
  operation: ({ parameters }) => {
    const action = parameters.get('Action');
    const known = [getCallerIdentity, assumeRole].find(({ name }) => name === action);
    if (known) return known;
    throw unknownAction(action, parameters.get('Version'));
  },
  answer: ({ name }, output, requestId) => queryAnswer(NAMESPACE, requestId, { name, output }),
  fail: (failure, requestId) => queryFailure(NAMESPACE, failure, requestId),
  codes: { denied: 'AccessDenied', throttled: () => new AwsFailure('Throttling', 400, 'Rate exceeded'), signature: {} },
};

/** What a Query service says to an action that it does not know. */
export function unknownAction(action: string | null, version: string | null): AwsFailure {
  if (!action) return new AwsFailure('MissingAction', 400, 'The request must contain the parameter Action.');
  return new AwsFailure('InvalidAction', 400, `Could not find operation ${action} for version ${version ?? ''}`);
}
