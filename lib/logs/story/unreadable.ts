import type { Failure } from '@/lib/core/error';
import type { LogPlace } from '@/lib/logs/contract';

/** Why a log cannot be looked into, and what to do about it; null where it can. */
export function unreadable(place: LogPlace): Failure | null {
  const { role, destination, facts, exists } = place;
  if (!destination) return notConfigured(place);
  if (destination.type === 'firehose') {
    const stream = destination.arn.split('/').at(-1) ?? destination.arn;
    return failure(
      'not-supported',
      `The access log goes to the Firehose stream ${stream}, which cannot be searched from here.`,
      'Look where that stream delivers to, or let the stage write into a log group.',
    );
  }
  if (exists === false && role === 'access') return gone(place, destination.group);
  if (facts?.class === 'INFREQUENT_ACCESS' || facts?.class === 'DELIVERY') {
    const called = facts.class === 'DELIVERY' ? 'Delivery' : 'Infrequent Access';
    return failure(
      'not-supported',
      `The log group ${destination.group} is of the class ${called}, in which CloudWatch Logs finds no single events.`,
      facts.class === 'DELIVERY'
        ? 'Its lines are read where they are delivered to. A log group of the class Standard can be searched.'
        : 'Ask for the request id with Logs Insights, or write into a log group of the class Standard.',
    );
  }
  return null;
}

function notConfigured({ role, stage }: LogPlace): Failure {
  if (role === 'execution') {
    return failure(
      'not-found',
      'The API keeps no log.',
      'Turn on logging in its settings (LogConfig in a template), then send the request again.',
    );
  }
  return failure(
    'not-found',
    `The stage ${stage ?? ''} keeps no access log.`,
    'Add AccessLogSettings with a DestinationArn and a Format to the stage, with $context.requestId and $context.integration.requestId in the format.',
  );
}

/** A log group that is not there. Lambda and AppSync make theirs when they first log, which may be in a moment. */
export function gone({ role, label, assumed }: LogPlace, group: string): Failure {
  if (role === 'access') {
    return failure(
      'not-found',
      `The settings of the stage name the log group ${group}, which does not exist.`,
      'Make the log group, or name another one in the settings. Until then nothing is kept.',
    );
  }
  if (role === 'execution') {
    return failure(
      'not-found',
      `There is no log group ${group}.`,
      'AWS makes it with the first line, if the role that it was given may write logs.',
    );
  }
  return failure(
    'not-found',
    `${label} has no log group ${group}.`,
    `Lambda makes it with the first line, if the role of the function allows logs:CreateLogGroup.${assumed ? ' It may also log into a group of another name.' : ''}`,
  );
}

/** A failure with what to do next, which the code alone would not tell. */
export function failure(code: Failure['code'], message: string, next: string): Failure {
  return { code, message, detail: { next } };
}
