import { holds } from '@/sandbox/iam/conditions';
import { fits, type Statement, statementsOf } from '@/sandbox/iam/statement';
import { type Json, textsOf } from '@/sandbox/template/json';
import { maskedArn, methodArn, type RestCall } from './call';
import { RestRefusal } from './refusal';

export type PolicyVerdict = 'allowed' | 'denied' | 'not-allowed' | 'no-policy';

/** What the API's own policy says of a request, whoever makes it. */
export function policyVerdict(call: RestCall): PolicyVerdict {
  const { policy, endpointConfiguration } = call.target.api;
  if (!policy) return endpointConfiguration.types.includes('PRIVATE') ? 'not-allowed' : 'no-policy';
  const context = {
    'aws:sourceip': [call.sourceIp],
    ...(call.headers['user-agent'] ? { 'aws:useragent': [call.headers['user-agent']] } : {}),
  };
  const effects = readPolicy(policy)
    .filter((statement) => speaksOf(statement, methodArn(call)) && holds(statement.conditions, context))
    .map(({ effect }) => effect);
  if (effects.includes('Deny')) return 'denied';
  return effects.includes('Allow') ? 'allowed' : 'not-allowed';
}

/** 403 of the policy: an account's number is told by its end only. */
export function refusedByPolicy(call: RestCall, verdict: PolicyVerdict, user = 'anonymous'): RestRefusal {
  const resource = maskedArn(methodArn(call));
  const sentence = `User: ${user} is not authorized to perform: execute-api:Invoke on resource: ${resource}`;
  return new RestRefusal(
    'ACCESS_DENIED',
    verdict === 'denied' ? `${sentence} with an explicit deny` : sentence,
    verdict === 'denied' ? 'the resource policy denies it' : 'the resource policy does not allow it',
  );
}

function readPolicy(text: string): Statement[] {
  try {
    return statementsOf(JSON.parse(text) as Json);
  } catch {
    return [];
  }
}

/** Resources may be written short: `execute-api:/stage/GET/path`. */
function speaksOf({ actions, resources, notResources }: Statement, arn: string): boolean {
  const [start = '', ...path] = arn.split('/');
  const [, , , region = '', account = ''] = start.split(':');
  const whole = (written: string) => {
    const short = /^execute-api:\/(.*)$/s.exec(written)?.[1];
    return short === undefined ? written : `arn:aws:execute-api:${region}:${account}:*/${short}`;
  };
  const covers = (written: string) => fits(whole(written), [start, ...path].join('/'));
  const action = textsOf(actions).some((one) => fits(one, 'execute-api:Invoke', 'i'));
  return action && (notResources.length > 0 ? !notResources.some(covers) : resources.some(covers));
}
