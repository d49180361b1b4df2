import { readTargetInput, targetAnswer, targetFailure } from '@/sandbox/cognito/json-protocol';
import type { Call, Operation, Service } from '@/sandbox/control/call';
import { AwsFailure } from '@/sandbox/control/failure';
import { JSON_SIGNATURE_CODES } from '@/sandbox/control/rest-json';
import { askOf } from './ask';
import { startLiveTail } from './live-tail';
import { LOG_OPERATIONS } from './operations';

const PREFIX = 'Logs_20140328.';

const asked = ({ region, account, input: { body } }: Call) => askOf(region, account.id, readTargetInput(body));
const anyGroup = ({ region, account }: Call) => `arn:aws:logs:${region.name}:${account.id}:log-group:*`;

const LIVE_TAIL: Operation = {
  name: 'StartLiveTail',
  action: 'logs:StartLiveTail',
  resource: anyGroup,
  run: () => ({}),
  stream: (call, res, requestId) => startLiveTail(asked(call), res, requestId),
};

/** CloudWatch Logs. */
export const cloudwatchLogs: Service = {
  name: 'logs',
  throttled: null,
  operation: ({ target }): Operation => {
    const name = target.startsWith(PREFIX) ? target.slice(PREFIX.length) : '';
    const run = LOG_OPERATIONS[name];
    if (name === 'StartLiveTail') return LIVE_TAIL;
    if (!run) throw new AwsFailure('UnknownOperationException', 400, '');
    return { name, action: `logs:${name}`, resource: anyGroup, run: (call) => run(asked(call)) };
  },
  answer: (_operation, output, requestId) => targetAnswer(200, output, requestId),
  fail: targetFailure,
  codes: {
    denied: 'AccessDeniedException',
    throttled: () => new AwsFailure('ThrottlingException', 400, 'Rate exceeded'),
    signature: JSON_SIGNATURE_CODES,
  },
};
