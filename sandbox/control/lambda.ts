import type { LambdaFunction } from '@/sandbox/model';
import type { Call, Input, Operation, Output, Service } from './call';
import { AwsFailure } from './failure';
import { JSON_SIGNATURE_CODES, jsonAnswer, jsonFailure } from './rest-json';

/** Lambda's control plane, as far as it says how a function is configured. */
export const lambda: Service = {
  name: 'lambda',
  throttled: null,
  operation: (input): Operation => {
    const name = functionNamed(input);
    if (name === undefined) throw new AwsFailure('UnknownOperationException', 404, '');
    return {
      name: 'GetFunctionConfiguration',
      action: 'lambda:GetFunctionConfiguration',
      resource: (call) => arnOf(call, name),
      run: (call) => configurationOf(call, name),
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

/** The function that `GET …/functions/{name}/configuration` asks about, by its name or its ARN. */
function functionNamed({ method, path }: Input): string | undefined {
  const asked = /^\/2015-03-31\/functions\/([^/]+)\/configuration$/.exec(path)?.[1];
  if (method !== 'GET' || asked === undefined) return undefined;
  const text = decodeURIComponent(asked);
  return /:function:([^:]+)/.exec(text)?.[1] ?? text.split(':')[0];
}

const arnOf = ({ region, account }: Call, name: string) =>
  `arn:aws:lambda:${region.name}:${account.id}:function:${name}`;

function configurationOf(call: Call, name: string): Output {
  const fn = call.region.functions.get(name);
  if (!fn) throw new AwsFailure('ResourceNotFoundException', 404, `Function not found: ${arnOf(call, name)}`);
  return shownFunction(fn);
}

function shownFunction(fn: LambdaFunction): Output {
  return {
    FunctionName: fn.name,
    FunctionArn: fn.arn,
    Runtime: fn.runtime,
    Role: fn.role,
    Handler: fn.handler,
    Timeout: fn.timeoutSeconds,
    MemorySize: fn.memoryMb ?? 128,
    Version: '$LATEST',
    PackageType: 'Zip',
    Architectures: ['x86_64'],
    State: 'Active',
    LastUpdateStatus: 'Successful',
    ...(Object.keys(fn.environment).length > 0 ? { Environment: { Variables: fn.environment } } : {}),
    LoggingConfig: { LogFormat: fn.logsJson ? 'JSON' : 'Text', LogGroup: fn.logGroup ?? `/aws/lambda/${fn.name}` },
  };
}
