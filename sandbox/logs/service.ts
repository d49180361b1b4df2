import { readTargetInput, targetAnswer, targetFailure } from '@/sandbox/cognito/json-protocol';
import type { Operation, Service } from '@/sandbox/control/call';
import { AwsFailure } from '@/sandbox/control/failure';
import { JSON_SIGNATURE_CODES } from '@/sandbox/control/rest-json';
import { askOf } from './ask';
import { LOG_OPERATIONS } from './operations';

const PREFIX = 'Logs_20140328.';

/** CloudWatch Logs. */
export const cloudwatchLogs: Service = {
  name: 'logs',
  throttled: null,
  operation: ({ target }): Operation => {
    const name = target.startsWith(PREFIX) ? target.slice(PREFIX.length) : '';
    const run = LOG_OPERATIONS[name];
    if (!run) throw new AwsFailure('UnknownOperationException', 400, '');
    return {
      name,
      action: `logs:${name}`,
      resource: ({ region, account }) => `arn:aws:logs:${region.name}:${account.id}:log-group:*`,
      run: ({ region, account, input: { body } }) => run(askOf(region, account.id, readTargetInput(body))),
    };
  },
  answer: (_operation, output, requestId) => targetAnswer(200, output, requestId),
  fail: targetFailure,
  codes: {
    denied: 'AccessDeniedException',
    throttled: () => new AwsFailure('ThrottlingException', 400, 'Rate exceeded'),
    signature: JSON_SIGNATURE_CODES,
  },
};
