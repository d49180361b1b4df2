import { z } from 'zod';
import { covers } from '@/sandbox/data/authorize-iam';
import { functionOf } from '@/sandbox/data/function-of';
import { invoke } from '@/sandbox/data/lambda';
import { mayInvoke, sourceArn } from '@/sandbox/lambda/policy';
import { methodArn, type RestCall } from './call';
import { requestPart } from './event';
import { cut } from './execution-log';
import { valueIn, withVariables } from './expressions';
import type { RestAuthorizer } from './model';
import { badAuthorizer, RestRefusal, unauthorized } from './refusal';

const list = z.union([z.string(), z.array(z.string())]);
const Answer = z.object({
  principalId: z.coerce.string(),
  policyDocument: z.looseObject({
    Statement: z.array(z.looseObject({ Effect: z.enum(['Allow', 'Deny']), Action: list, Resource: list })),
  }),
  context: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  usageIdentifierKey: z.string().nullish(),
});
type Answer = z.infer<typeof Answer>;

/** API Gateway waits no longer for an authorizer. */
const LONGEST_SECONDS = 29;
const kept = new WeakMap<RestAuthorizer, Map<string, { answer: Answer; until: number }>>();

/** TOKEN and REQUEST authorizers (AWS: "Use API Gateway Lambda authorizers"). Answers with the usage identifier key. */
export async function authorizeByFunction(call: RestCall, authorizer: RestAuthorizer): Promise<string | undefined> {
  const values = identityOf(call, authorizer);
  const answer = await remembered(call, authorizer, values);
  judge(call, answer, authorizer);
  call.trace.caller.principalId = answer.principalId;
  call.trace.caller.authorizer = { ...answer.context };
  return answer.usageIdentifierKey ?? undefined;
}

/** The values of the identity sources. A request without one of them never reaches the function. */
function identityOf(call: RestCall, { identitySource = '', identityValidationExpression }: RestAuthorizer): string[] {
  const sources = identitySource
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  const values = sources.map((source) => valueIn(call, source) ?? '');
  const missing = sources.find((_, at) => !values[at]);
  if (missing) throw unauthorized(`no identity source ${missing}`);
  if (identityValidationExpression && !new RegExp(`^(?:${identityValidationExpression})$`).test(values[0] ?? '')) {
    throw unauthorized(`the token does not match ${identityValidationExpression}`);
  }
  return values;
}

async function remembered(call: RestCall, authorizer: RestAuthorizer, values: string[]): Promise<Answer> {
  const ttl = (authorizer.authorizerResultTtlInSeconds ?? 300) * 1000;
  const known = kept.get(authorizer) ?? new Map<string, { answer: Answer; until: number }>();
  kept.set(authorizer, known);
  const key = JSON.stringify([call.stageName, ...values]);
  const old = values.length > 0 && ttl > 0 ? known.get(key) : undefined;
  if (old && old.until > call.at.getTime()) return old.answer;
  const answer = await ask(call, authorizer, values[0] ?? '');
  known.set(key, { answer, until: call.at.getTime() + ttl });
  return answer;
}

/** Asks the function itself, whatever it said before. */
export async function ask(call: RestCall, authorizer: RestAuthorizer, token: string): Promise<Answer> {
  const { log } = call;
  log.say(`Starting authorizer: ${authorizer.id} for request: ${call.requestId}`);
  const fn = functionOf(call.target.region, withVariables(authorizer.authorizerUri ?? '', call.variables));
  if (!fn) throw badAuthorizer(`authorizer ${authorizer.name} names no function of this account`);
  const { account, region, api } = call.target;
  const source = sourceArn({ account, region, api: { apiId: api.id } }, `authorizers/${authorizer.id}`);
  if (authorizer.authorizerCredentials === undefined && !mayInvoke(fn, source)) {
    log.say('Execution failed due to configuration error: Invalid permissions on Lambda function', true);
    throw badAuthorizer(`${fn.name} lets in nobody for ${source}`);
  }
  const event =
    authorizer.type === 'TOKEN'
      ? { type: 'TOKEN', methodArn: methodArn(call), authorizationToken: token }
      : { type: 'REQUEST', methodArn: methodArn(call), ...requestPart(call) };
  const outcome = await invoke({
    ...{ fn, region: call.target.region, event, limitSeconds: LONGEST_SECONDS },
    print: (line) => call.record.logs.push(line),
  });
  if (!outcome.ok) {
    log.say(`Execution failed due to an authorizer error: ${outcome.errorMessage}`, true);
    if (outcome.errorMessage === 'Unauthorized') throw unauthorized(`authorizer ${authorizer.name} said Unauthorized`);
    throw badAuthorizer(`authorizer ${authorizer.name} failed: ${outcome.errorMessage}`);
  }
  log.say(`Authorizer result body before parsing: ${cut(outcome.json)}`);
  const read = Answer.safeParse(JSON.parse(outcome.json));
  if (read.success) return read.data;
  log.say('Execution failed due to configuration error: Invalid JSON in authorizer response', true);
  throw badAuthorizer(`authorizer ${authorizer.name} answered in a wrong shape`);
}

function judge(call: RestCall, { policyDocument, principalId }: Answer, { name }: RestAuthorizer): void {
  const arn = methodArn(call);
  const effects = policyDocument.Statement.filter(
    ({ Action, Resource }) =>
      [Action].flat().some((one) => covers(one.toLowerCase(), 'execute-api:invoke')) &&
      [Resource].flat().some((one) => covers(one, arn)),
  ).map(({ Effect }) => Effect);
  if (effects.includes('Allow') && !effects.includes('Deny')) {
    call.log.say(`Using valid authorizer policy for principal: ${'*'.repeat(6)}${principalId.slice(-6)}`);
    call.log.say('Successfully completed authorizer execution');
    return;
  }
  const sentence = 'User is not authorized to access this resource';
  const explicit = effects.includes('Deny');
  call.log.say('The client is not authorized to perform this operation.', true);
  throw new RestRefusal(
    'ACCESS_DENIED',
    explicit ? `${sentence} with an explicit deny` : sentence,
    explicit ? `authorizer ${name} denied` : `the policy of authorizer ${name} does not speak of this method`,
  );
}
