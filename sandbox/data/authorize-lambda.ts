import { z } from 'zod';
import { mayInvoke, sourceArn } from '@/sandbox/lambda/policy';
import type { Authorizer } from '@/sandbox/model';
import { type ApiCall, type Identity, methodArn } from './api-call';
import { covers } from './authorize-iam';
import { eventV1, eventV2 } from './event';
import { functionOf } from './function-of';
import { invoke } from './lambda';
import { print } from './print';
import { forbidden, serverError, unauthorized } from './refusal';
import { selectValue } from './values';

const context = z.record(z.string(), z.unknown()).nullish();
const simpleAnswer = z.object({ isAuthorized: z.boolean(), context });
const list = z.union([z.string(), z.array(z.string())]);
const policyAnswer = z.object({
  principalId: z.string(),
  policyDocument: z.object({
    Statement: z.array(z.object({ Effect: z.enum(['Allow', 'Deny']), Action: list, Resource: list })),
  }),
  context,
});

export interface Decision {
  /** Whether the answer lets this method through: a policy kept from an earlier call is judged anew. */
  allows: (arn: string) => boolean;
  identity: Identity;
}

/** API Gateway waits no longer for an authorizer. */
export const LONGEST_SECONDS = 10;
const decisions = new WeakMap<Authorizer, Map<string, { decision: Decision; until: number }>>();

/** A REQUEST authorizer (AWS: "Control access to HTTP APIs with AWS Lambda authorizers"). */
export async function authorizeByLambda(call: ApiCall, authorizer: Authorizer): Promise<Identity> {
  const sources = authorizer.identitySource.map((expression) => selectValue(call, expression));
  const missing = authorizer.identitySource.find((_, i) => !sources[i]);
  if (missing) throw unauthorized(`no identity source ${missing}`);

  const ttl = (authorizer.authorizerResultTtlInSeconds ?? 0) * 1000;
  const known = decisions.get(authorizer) ?? new Map();
  decisions.set(authorizer, known);
  const cacheKey = JSON.stringify([call.stagePath.stage.stageName, ...sources]);
  const cached = sources.length > 0 && ttl > 0 ? known.get(cacheKey) : undefined;
  const fresh = cached !== undefined && cached.until > call.at.getTime();
  const decision: Decision = fresh ? cached.decision : await decide(call, authorizer, sources as string[]);
  if (!fresh) known.set(cacheKey, { decision, until: call.at.getTime() + ttl });

  if (!decision.allows(methodArn(call))) throw forbidden(`authorizer ${authorizer.name} denied`);
  return decision.identity;
}

async function decide(call: ApiCall, authorizer: Authorizer, sources: string[]): Promise<Decision> {
  const fn = functionOf(call.target.region, authorizer.authorizerUri);
  if (!fn) throw serverError(`authorizer ${authorizer.name} names no function of this account`);
  const source = sourceArn(call.target, `authorizers/${authorizer.authorizerId}`);
  if (authorizer.authorizerCredentialsArn === undefined && !mayInvoke(fn, source)) {
    throw serverError(`${fn.name} lets in nobody for ${source}`);
  }
  const v2 = authorizer.authorizerPayloadFormatVersion !== '1.0';
  const { body: _body, isBase64Encoded: _flag, ...rest } = v2 ? eventV2(call, {}) : eventV1(call, {});
  const event = v2
    ? { ...rest, type: 'REQUEST', routeArn: methodArn(call), identitySource: sources }
    : {
        ...rest,
        type: 'REQUEST',
        methodArn: methodArn(call),
        identitySource: sources.join(','),
        authorizationToken: sources.join(','),
      };
  const answer = await invoke({
    fn,
    region: call.target.region,
    event,
    print: print(call),
    limitSeconds: LONGEST_SECONDS,
  });
  if (!answer.ok) {
    if (answer.errorMessage === 'Unauthorized') throw unauthorized(`authorizer ${authorizer.name} said Unauthorized`);
    throw serverError(`authorizer ${authorizer.name} failed: ${answer.errorMessage}`);
  }
  return decisionOf(JSON.parse(answer.json), authorizer);
}

/** What an authorizer function's answer comes to; throws where it says Unauthorized or is in a wrong shape. */
export function decisionOf(answer: unknown, authorizer: Authorizer): Decision {
  if ((answer as { errorMessage?: string } | null)?.errorMessage === 'Unauthorized') {
    throw unauthorized(`authorizer ${authorizer.name} said Unauthorized`);
  }
  const simple = authorizer.enableSimpleResponses ? simpleAnswer.safeParse(answer) : undefined;
  if (simple?.success) {
    return { allows: () => simple.data.isAuthorized, identity: { lambda: simple.data.context ?? {} } };
  }
  const policy = authorizer.enableSimpleResponses ? undefined : policyAnswer.safeParse(answer);
  if (!policy?.success) throw serverError(`authorizer ${authorizer.name} answered in a wrong shape`);
  const { principalId, policyDocument } = policy.data;
  return {
    allows: (arn) => permits(policyDocument.Statement, arn),
    identity: { lambda: policy.data.context ?? {}, principalId },
  };
}

type Statement = z.infer<typeof policyAnswer>['policyDocument']['Statement'][number];

function permits(statements: Statement[], arn: string): boolean {
  const fits = (statement: Statement) =>
    [statement.Action].flat().some((action) => covers(action.toLowerCase(), 'execute-api:invoke')) &&
    [statement.Resource].flat().some((resource) => covers(resource, arn));
  const effects = statements.filter(fits).map((statement) => statement.Effect);
  return effects.includes('Allow') && !effects.includes('Deny');
}
