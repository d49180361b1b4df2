import { type Evidence, evidence } from './cause';
import { answerHeader, type Failed } from './exchange';
import type { Ask, Found, Logged } from './findings';

const ID = /^[A-Za-z0-9_=+/.:-]{8,128}$/;

/** Asks what the logs say of a request; null where nothing names it. */
export function logAsk(failed: Failed, routeKey: string | null): Ask & { about: 'log' } {
  const ids = ['apigw-requestid', 'x-amz-apigw-id', 'x-amzn-requestid']
    .map((name) => answerHeader(failed, name) ?? '')
    .filter((id) => ID.test(id));
  const date = Date.parse(answerHeader(failed, 'date') ?? '');
  const took = failed.end?.timings.total ?? failed.unreachable?.timings.total ?? 0;
  return {
    about: 'log',
    stage: failed.stage === '' ? null : failed.stage,
    routeKey,
    ids,
    sentAt: failed.startedAt,
    answeredAt: failed.startedAt + Math.ceil(took),
    date: Number.isNaN(date) ? null : date,
  };
}

/** What API Gateway wrote down about the failure and told nobody, where the stage's format has it. */
export function errorInAccessLog({ access }: Pick<Logged, 'access'>): string | null {
  const names = [
    'integrationErrorMessage',
    'integration.error',
    'authorizer.error',
    'error.messageString',
    'error.message',
  ];
  return names.map((name) => access?.[name]).find((text) => text !== undefined && text !== '' && text !== '-') ?? null;
}

export function accessEvidence(logged: Logged | null): Evidence | null {
  const text = logged && errorInAccessLog(logged);
  return text ? evidence('log', 'Access log', text) : null;
}

const ERROR =
  /\bERROR\b|Task timed out|"level":\s*"(error|fatal)"|errorMessage|Runtime\.\w+|Error:|Status: (error|timeout)|signal: killed/i;

/** Lines of an invocation that speak of an error, without what Lambda puts in front of them. */
export function errorLines({ lines }: Pick<Logged, 'lines'>): string[] {
  return (lines ?? [])
    .filter((line) => ERROR.test(line))
    .map((line) => line.replace(/^\S+Z\t\S+\t/, '').slice(0, 1_000));
}

/** Why the logs tell nothing: `The access log was not looked into: …` */
export function unreadLogs(found: Found<Logged> | null): string[] {
  if (!found?.ok) return [];
  return found.value.unread.map(({ chapter, failure: { code, message, detail } }) => {
    const which = { access: 'The access log', function: 'The function’s log' }[chapter] ?? 'The execution log';
    const want = code === 'access-denied' && detail?.action ? `, for want of ${detail.action}.` : `: ${message}`;
    return `${which} was not looked into${want}`;
  });
}
