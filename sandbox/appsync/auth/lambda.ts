import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { functionOf } from '@/sandbox/data/function-of';
import { invoke } from '@/sandbox/data/lambda';
import type { Attempt, Caller } from './authorize';
import { AppSyncRefusal, unauthorized } from './refusal';

const answer = z.object({
  isAuthorized: z.boolean(),
  resolverContext: z.record(z.string(), z.unknown()).nullish(),
  deniedFields: z.array(z.string()).nullish(),
  /** Seconds. */
  ttlOverride: z.number().min(0).nullish(),
});
type Answer = z.infer<typeof answer>;

/** AppSync waits no longer for an authorizer. */
const LONGEST_SECONDS = 10;
const STANDARD_TTL_SECONDS = 300;

const kept = new WeakMap<object, Map<string, { answer: Answer; until: number }>>();

/** AWS_LAMBDA (AWS: "Configuring authorization and authentication to secure your GraphQL APIs"). */
export async function callerByLambda(attempt: Attempt, token: string): Promise<Caller> {
  const { guarded, asked, provider } = attempt;
  const config = provider.lambda;
  if (!config) throw unauthorized();
  const pattern = config.identityValidationExpression;
  if (pattern && !new RegExp(pattern).test(token)) throw unauthorized();

  const known = kept.get(config) ?? new Map<string, { answer: Answer; until: number }>();
  kept.set(config, known);
  const key = JSON.stringify([guarded.apiId, token, asked.keptBy]);
  const cached = known.get(key);
  const fresh = cached !== undefined && cached.until > Date.now();
  const said = fresh ? cached.answer : await ask(attempt, config.authorizerUri, token);
  const ttl = said.ttlOverride ?? config.authorizerResultTtlInSeconds ?? STANDARD_TTL_SECONDS;
  if (!fresh) known.set(key, { answer: said, until: Date.now() + ttl * 1000 });

  if (!said.isAuthorized) throw unauthorized();
  const identity = { resolverContext: said.resolverContext ?? {} };
  return { mode: 'AWS_LAMBDA', provider, identity, groups: [], deniedFields: said.deniedFields ?? [] };
}

async function ask({ guarded, presented, asked }: Attempt, uri: string, authorizationToken: string): Promise<Answer> {
  const { region, account, apiId } = guarded;
  const fn = functionOf(region, uri);
  if (!fn) throw new AppSyncRefusal(500, 'InternalFailure', 'The authorizer function does not exist.');
  const event = {
    authorizationToken,
    requestContext: { apiId, accountId: account.id, requestId: randomUUID(), ...asked.context },
    requestHeaders: Object.fromEntries(presented.headers.map(([name, value]) => [name.toLowerCase(), value])),
  };
  const invoked = await invoke({ fn, region, event, print: () => {}, limitSeconds: LONGEST_SECONDS });
  const read = invoked.ok ? answer.safeParse(JSON.parse(invoked.json)) : undefined;
  // AppSync tells a caller nothing of what went wrong in an authorizer.
  if (!read?.success) throw unauthorized();
  return read.data;
}
