import { type Action, type Cause, cause, type Evidence, evidence, next } from './cause';
import { type Failed, waitedMs } from './exchange';
import { type Found, type FunctionFacts, type Logged, type Seeker, unchecked } from './findings';
import { type Invoker, mayInvoke } from './invoke-permission';
import { accessEvidence, errorInAccessLog, errorLines, logAsk, unreadLogs } from './logs';

/** A function that API Gateway was to call, and that came to nothing. */
export interface Called {
  failed: Failed;
  seeker: Seeker;
  function: { name: string; id: string };
  invoker: Invoker;
  /** It is invoked as a role, so its own policy does not matter. */
  role: string | null;
  /** The answer's format that it must keep to: `1.0`, `2.0`. */
  format: string | null;
  routeKey: string | null;
}

const LOGS: Action = { do: 'logs' };

/** Why API Gateway got nothing usable from a function, as far as that can be told. The surest first. */
export function lambdaCauses(called: Called): Cause[] {
  const { seeker, function: fn } = called;
  const policy = called.role === null ? seeker.seek({ about: 'policy', function: fn.id }) : null;
  const facts = seeker.seek({ about: 'function', function: fn.id });
  const certain = [gone(called, facts), permission(called, policy), inactive(called, facts)].filter(
    (one) => one !== null,
  );
  if (certain.some((one) => one.certainty === 'certain')) return certain;
  const log = seeker.seek(logAsk(called.failed, called.routeKey));
  const missing = unchecked(`Who may invoke ${fn.name}`, policy);
  const unread = [...unchecked('What the logs say', log), ...unreadLogs(log)];
  const guesses = byLog(called, { facts, log: log?.ok ? log.value : null }).map((one) => ({
    ...one,
    notChecked: [...missing, ...unread],
  }));
  const open = policy?.ok || called.role !== null ? [] : [permissionUnknown(called, missing)];
  return [...certain, ...guesses, ...open];
}

function permission(called: Called, policy: Found<string | null> | null): Cause | null {
  if (!policy?.ok) return null;
  const { name } = called.function;
  const judged = mayInvoke(policy.value, called.invoker);
  if (judged.verdict === 'allowed') return null;
  const wanted = evidence('lambda', 'Needed for', `${called.invoker.apiId}/${called.invoker.place}`);
  const told: Record<Exclude<typeof judged.verdict, 'allowed'>, [string, Evidence]> = {
    absent: [
      `API Gateway may not invoke ${name}: no statement of its resource policy lets it.`,
      evidence('lambda', 'Resource policy', policy.value === null ? 'none' : 'nothing about apigateway.amazonaws.com'),
    ],
    elsewhere: [
      `API Gateway may invoke ${name} for other APIs or routes, and not for this one.`,
      evidence('lambda', 'Lets in', judged.verdict === 'elsewhere' ? judged.sources.join(', ') : ''),
    ],
    denied: [
      `The resource policy of ${name} denies API Gateway to invoke it.`,
      evidence('lambda', 'Statement', judged.verdict === 'denied' ? judged.sid || 'without a Sid' : ''),
    ],
  };
  const [title, found] = told[judged.verdict];
  return cause('certain', {
    id: 'lambda-permission',
    title,
    evidence: [found, wanted],
    next: next(
      `Add a permission for apigateway.amazonaws.com on ${name} (AWS::Lambda::Permission), with a SourceArn that covers the above.`,
    ),
  });
}

function permissionUnknown({ function: { name } }: Called, notChecked: string[]): Cause {
  return cause('possible', {
    id: 'lambda-permission',
    title: `API Gateway may not be allowed to invoke ${name}.`,
    next: next(`See whether the resource policy of ${name} names apigateway.amazonaws.com and this API.`),
    notChecked,
  });
}

function gone({ function: fn }: Called, facts: Found<FunctionFacts | null> | null): Cause | null {
  if (!facts?.ok || facts.value !== null) return null;
  return cause('certain', {
    id: 'function-gone',
    title: `There is no function ${fn.name} any more.`,
    evidence: [evidence('integration', 'Points to', fn.id)],
    next: next('Deploy the function again, or point the integration to another.', { do: 'facts' }),
  });
}

function inactive({ function: { name } }: Called, facts: Found<FunctionFacts | null> | null): Cause | null {
  if (!facts?.ok || facts.value === null) return null;
  const { state, stateReason, reserved } = facts.value;
  if (reserved === 0) {
    return cause('certain', {
      id: 'function-throttled',
      title: `${name} may not run at all: its reserved concurrency is 0.`,
      evidence: [evidence('lambda', 'Reserved concurrency', '0')],
      next: next('Raise its reserved concurrency, or take the limit away.'),
    });
  }
  if (state === null || state === 'Active') return null;
  return cause('likely', {
    id: 'function-not-active',
    title: `${name} is not ready to run: its state is ${state}.`,
    evidence: [evidence('lambda', 'State', stateReason ?? state)],
    next: next('Wait until it is active, then send it again.', { do: 'send-again' }),
  });
}

interface Looked {
  facts: Found<FunctionFacts | null> | null;
  log: Logged | null;
}

/** What it wrote down decides between an error, its time limit and an answer of a wrong shape. */
function byLog(called: Called, { facts, log }: Looked): Cause[] {
  const told = log && toldByGateway(called, log);
  if (told) return [told];
  const limit = facts?.ok ? (facts.value?.timeoutSeconds ?? null) : null;
  const late = tookTooLong(called, limit, log);
  if (late) return [late];
  const lines = log ? errorLines(log) : [];
  if (lines.length > 0) return [threw(called, log?.exact ? 'certain' : 'likely', lines)];
  return endedWell(log)
    ? [misshapen(called, 'likely', log), threw(called, 'possible', [])]
    : [threw(called, 'likely', []), misshapen(called, 'possible')];
}

function tookTooLong(called: Called, limit: number | null, log: Logged | null): Cause | null {
  const line = log ? errorLines(log).find((one) => /Task timed out after/.test(one)) : undefined;
  const waited = waitedMs(called.failed) ?? 0;
  const tookAll = limit !== null && waited >= limit * 1000 * 0.95;
  return line !== undefined || tookAll ? timedOut(called, limit, line) : null;
}

function endedWell(log: Logged | null): boolean {
  return log?.lines?.some((line) => /^REPORT |platform\.report/.test(line)) ?? false;
}

/** API Gateway's own reason, which stands in access logs whose format has it. */
function toldByGateway(called: Called, log: Logged): Cause | null {
  const text = errorInAccessLog(log) ?? '';
  const seen = accessEvidence(log);
  if (/have permissions? to call the integration/i.test(text)) return notPermitted(called, seen);
  if (/rate exceeded|throttl/i.test(text)) return throttledFunction(called, seen);
  if (/timed out/i.test(text)) return timedOut(called, null, text);
  if (/malformed|proxy response/i.test(text)) return misshapen(called, 'certain', log);
  const error = /following error: (.*)$/s.exec(text)?.[1];
  return error === undefined ? null : threw(called, 'certain', [error, ...errorLines(log)]);
}

function notPermitted(called: Called, seen: Evidence | null): Cause {
  const { name } = called.function;
  const evidence = seen ? [seen] : [];
  return {
    ...permissionUnknown(called, []),
    certainty: 'certain',
    title: `API Gateway may not invoke ${name}.`,
    evidence,
  };
}

function throttledFunction({ function: { name } }: Called, seen: Evidence | null): Cause {
  return cause('certain', {
    id: 'function-throttled',
    title: `${name} may not run more often at once: Lambda throttles it.`,
    evidence: [seen],
    next: next('Raise its reserved concurrency, or the account’s.'),
  });
}

function timedOut(called: Called, limit: number | null, line: string | undefined): Cause {
  const { name } = called.function;
  const within = limit === null ? 'its time limit' : `its time limit of ${limit} s`;
  return cause('likely', {
    id: 'function-timeout',
    title: `${name} did not finish within ${within}.`,
    evidence: [
      line === undefined ? null : evidence('log', 'Its log', line),
      evidence('time', 'Waited', `${Math.round(waitedMs(called.failed) ?? 0)} ms`),
      limit === null ? null : evidence('lambda', 'Timeout', `${limit} s`),
    ],
    next: next('See what it waits for, or raise its timeout.', LOGS),
  });
}

function threw({ function: { name } }: Called, certainty: Cause['certainty'], lines: readonly string[]): Cause {
  return cause(certainty, {
    id: 'function-error',
    title: `${name} ended with an error.`,
    evidence: lines.slice(0, 3).map((line) => evidence('log', 'Its log', line)),
    next: next(lines.length > 0 ? 'Mend what its log says.' : 'See what its log says.', LOGS),
  });
}

function misshapen(called: Called, certainty: Cause['certainty'], log: Logged | null = null): Cause {
  const { name } = called.function;
  const format = called.format ?? '1.0';
  return cause(certainty, {
    id: 'malformed-response',
    title: `${name} answered in a shape that API Gateway cannot pass on.`,
    evidence: [
      evidence('integration', `Payload format ${format}`, SHAPES[format] ?? SHAPES['1.0'] ?? ''),
      log?.lines ? evidence('log', 'Its log', 'The invocation ended without an error.') : null,
      accessEvidence(log),
    ],
    next: next('Look at what the function returns: JSON.stringify the body, and give a number as statusCode.', LOGS),
  });
}

const SHAPES: Record<string, string> = {
  '1.0': 'It wants { statusCode, body } with a body that is text.',
  '2.0':
    'It wants an object with a statusCode that is a number and a body that is text, or anything without a statusCode.',
};
