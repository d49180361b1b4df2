import type { Call, Operation, Output, Service } from '@/sandbox/control/call';
import { AwsFailure } from '@/sandbox/control/failure';
import { JSON_SIGNATURE_CODES, jsonAnswer, jsonFailure } from '@/sandbox/control/rest-json';
import type { LambdaFunction } from './model';
import { policyText } from './policy';

type Run = (fn: LambdaFunction) => Output;

/** What can be asked about one function, by the end of the path. */
const OPERATIONS: [ending: RegExp, name: string, run: Run][] = [
  [/^\/2015-03-31\/functions\/([^/]+)\/policy$/, 'GetPolicy', shownPolicy],
  [/^\/2015-03-31\/functions\/([^/]+)\/configuration$/, 'GetFunctionConfiguration', shownConfiguration],
  [/^\/2019-09-30\/functions\/([^/]+)\/concurrency$/, 'GetFunctionConcurrency', shownConcurrency],
];

/** AWS Lambda, as far as one asks how a function is set up. */
export const lambda: Service = {
  name: 'lambda',
  throttled: null,
  operation: ({ method, path }): Operation => {
    const found = method === 'GET' ? OPERATIONS.find(([ending]) => ending.test(path)) : undefined;
    if (!found) throw new AwsFailure('UnknownOperationException', 404, '');
    const [ending, name, run] = found;
    const asked = decodeURIComponent(ending.exec(path)?.[1] ?? '');
    return {
      name,
      action: `lambda:${name}`,
      resource: (call) => arnOf(call, asked),
      run: (call) => run(existing(call, asked)),
    };
  },
  answer: (_operation, output, requestId) => jsonAnswer(200, output, requestId),
  fail: jsonFailure,
  codes: {
    denied: 'AccessDeniedException',
    throttled: () => new AwsFailure('TooManyRequestsException', 429, 'Rate Exceeded.'),
    signature: JSON_SIGNATURE_CODES,
  },
};

function arnOf({ region, account }: Call, asked: string): string {
  return `arn:aws:lambda:${region.name}:${account.id}:function:${nameOf(asked)}`;
}

/** A name, an ARN, or either with a qualifier. */
function nameOf(asked: string): string {
  return /:function:([^:]+)/.exec(asked)?.[1] ?? asked.split(':')[0] ?? asked;
}

function existing(call: Call, asked: string): LambdaFunction {
  const fn = call.region.functions.get(nameOf(asked));
  if (fn) return fn;
  throw new AwsFailure('ResourceNotFoundException', 404, `Function not found: ${arnOf(call, asked)}`);
}

function shownPolicy(fn: LambdaFunction): Output {
  const text = policyText(fn);
  if (text !== null) return { Policy: text, RevisionId: '00000000-0000-4000-8000-000000000000' };
  throw new AwsFailure('ResourceNotFoundException', 404, 'The resource you requested does not exist.');
}

function shownConfiguration(fn: LambdaFunction): Output {
  const { name, arn, runtime, handler, timeoutSeconds, memoryMb, environment, logGroup, logsJson, role } = fn;
  return {
    FunctionName: name,
    FunctionArn: arn,
    Runtime: runtime,
    Handler: handler,
    Timeout: timeoutSeconds,
    MemorySize: memoryMb ?? 128,
    Role: role,
    State: 'Active',
    LastUpdateStatus: 'Successful',
    Version: '$LATEST',
    PackageType: 'Zip',
    Architectures: ['x86_64'],
    ...(Object.keys(environment).length > 0 ? { Environment: { Variables: environment } } : {}),
    LoggingConfig: { LogFormat: logsJson ? 'JSON' : 'Text', LogGroup: logGroup ?? `/aws/lambda/${name}` },
  };
}

function shownConcurrency({ reservedConcurrency }: LambdaFunction): Output {
  return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
}
