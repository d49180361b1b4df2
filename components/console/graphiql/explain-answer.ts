import { type Exchange, headerOf } from '@/components/console/exchange/exchange';
import { type FieldRule, type GraphqlMode, opens, ruleOf } from '@/lib/core/graphql-auth';
import { type ErrorContext, errorsOf, explainErrors, type GraphqlWords } from '@/lib/core/graphql-errors';
import type { GraphiqlPort } from './port';
import { MODE_NAMES, openToInWords } from './schema/marked';
import type { KeptSchema } from './schema/schema-shelf';
import { fieldAt, type Operation } from './type-at';

/** What of an exchange tells something beside its body. */
type AnswerOf = Pick<Exchange, 'head'>;

/** What was asked, as far as it is known when its answer is there. */
export interface Asked {
  port: Pick<GraphiqlPort, 'modes' | 'behind'>;
  kept: Pick<KeptSchema, 'rules'> | null;
  /** Null where the operation does not parse, or the schema is not built. */
  operation: Operation | null;
}

/** What one error means, and the ids of the modes that would open what was refused. */
export interface Explained extends GraphqlWords {
  modes: string[];
}

/** What an answer means and what to do next; nothing where all is well. `body` is its text, null where that is too long to look at. */
export function explainAnswer(exchange: AnswerOf, body: string | null, asked: Asked): Explained[] {
  const { head } = exchange;
  if (!head || body === null) return [];
  // AppSync answers every operation that it lets in with 200; why it let one in not is told beside this.
  if (asked.port.modes && head.status >= 400) return [];
  const answer = parsed(body);
  if (answer === undefined) return [noJson(exchange, body)];
  const errors = explainErrors(errorsOf(answer), errorContext(asked));
  if (errors.length > 0) return withModes(errors, asked);
  if (isNothing(answer)) return [noData(head.status)];
  return [];
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function isNothing(answer: unknown): boolean {
  const data = typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : null;
  return data === null || data === undefined;
}

function noJson(exchange: AnswerOf, body: string): Explained {
  const type = headerOf(exchange, 'content-type') ?? 'no content type';
  const sentence =
    body.trim() === '' ? 'The answer is empty.' : `The answer is no JSON but ${type}, so it is no GraphQL answer.`;
  return words(
    sentence,
    'Look at it under Exchange. Perhaps something in front of the server answered, or the path is another.',
  );
}

function noData(status: number): Explained {
  if (status >= 400)
    return words(`The answer is ${status} and holds neither data nor errors of GraphQL.`, 'Look at it under Exchange.');
  return words('The answer holds neither data nor errors.', 'Look whether the path is that of a GraphQL server.');
}

function words(sentence: string, next: string): Explained {
  return { kind: 'other', sentence, next, field: null, count: 1, modes: [] };
}

/** What can be said to fields that were refused or failed. */
export function errorContext({ port, kept, operation }: Asked): ErrorContext {
  const auth = port.modes?.auth;
  return {
    openTo: (type, field) => (kept && auth ? openToInWords(ruleOf(kept.rules, auth, [type, field])) : null),
    behind: port.behind,
    fieldAt: (path) => (operation ? fieldAt(operation, path) : null),
  };
}

/** Where the mode opens the field and it was refused all the same, it is about who asks and not about how. */
function withModes(errors: GraphqlWords[], { port: { modes }, kept }: Asked): Explained[] {
  const mode = modes?.all.find(({ id }) => id === modes.chosen)?.mode;
  if (!modes || !mode || !kept) return errors.map((one) => ({ ...one, modes: [] }));
  return errors.map((one) => {
    const [type, field] = one.field?.split('.') ?? [];
    if (one.kind !== 'not-authorized' || !type || !field) return { ...one, modes: [] };
    const rule = ruleOf(kept.rules, modes.auth, [type, field]);
    if (opens(rule, mode)) return { ...one, ...refusedAllTheSame(one.field ?? '', mode, rule), modes: [] };
    return { ...one, modes: modes.all.filter((other) => opens(rule, other.mode)).map(({ id }) => id) };
  });
}

function refusedAllTheSame(field: string, mode: GraphqlMode, { groups }: FieldRule) {
  const only = groups ? ` of the ${groups.length === 1 ? 'group' : 'groups'} ${groups.join(', ')}` : '';
  return {
    sentence: `${field} is open to ${MODE_NAMES[mode]}${only}, and this caller is refused all the same${WHO_REFUSES[mode] ?? ''}.`,
    next: groups ? 'Choose somebody who is in such a group.' : (WHAT_NEXT[mode] ?? 'Choose another identity.'),
  };
}

const WHO_REFUSES: Partial<Record<GraphqlMode, string>> = {
  AWS_IAM: ': no policy allows appsync:GraphQL on it',
  AWS_LAMBDA: ': the authorizer’s function names it among deniedFields',
};
const WHAT_NEXT: Partial<Record<GraphqlMode, string>> = {
  AWS_IAM: 'Let a policy of the identity allow it, or choose another.',
  AWS_LAMBDA: 'Send another token, or look into the log of the authorizer’s function.',
};
