import 'server-only';
import { changes, isMessage, isUnsafe } from '@/lib/core/effect';
import { AppError } from '@/lib/core/error';
import type { Line } from '@/lib/core/line';
import { processWide } from '@/lib/core/process-wide';
import type { Outgoing } from './outgoing';

/** Whether this process was started to look only: then nothing leaves it that may change something at an API. */
const mode = processWide('read-only', () => ({ on: false }));

/** Kinds that may have GraphQL behind a POST. */
const GRAPHQL: ReadonlySet<string> = new Set(['appsync', 'http', 'rest']);

export function isReadOnly(): boolean {
  return mode.on;
}

/** For the whole process, and for good. */
export function becomeReadOnly(): void {
  mode.on = true;
}

/** Throws AppError where a request may change something and this process is read-only. */
export async function refuseChange({ api, method, query, body }: Change): Promise<void> {
  if (!mode.on) return;
  if (await isUnsafe({ method, query: query?.rows, body, graphql: GRAPHQL.has(api.kind) })) throw refusal(method);
}

type Change = Pick<Outgoing, 'api' | 'method' | 'body'> & { query?: Pick<Outgoing['query'], 'rows'> };

/** Throws AppError where a line would be opened to run something that is no subscription and no query. */
export async function refuseOperation(raw: unknown): Promise<void> {
  if (!mode.on || !isObject(raw)) return;
  // Which of the two counts is for the API's kind to say.
  for (const one of [raw.operation, raw].filter(isObject)) await refuseMutation(one);
  const query = Array.isArray(raw.query) ? raw.query.filter(isPair) : [];
  if (await isUnsafe({ method: 'GET', query, body: null, graphql: true })) throw refusal('a mutation');
}

async function refuseMutation({ query, operationName }: Fields): Promise<void> {
  if (typeof query !== 'string') return;
  const changing = await changes(query, typeof operationName === 'string' ? operationName : null);
  if (changing !== false) throw refusal(changing === true ? 'a mutation' : 'what may be a mutation');
}

/** The line, on which no message can be said where this process is read-only; listening goes on. */
export function withoutMessages(line: Line): Line {
  if (!mode.on) return line;
  return {
    ...(line.patient ? { patient: true as const } : {}),
    say: (input, bytes) => {
      if (isMessage(input)) throw refusal('a message');
      return line.say(input, bytes);
    },
    pause: () => line.pause(),
    resume: () => line.resume(),
    close: (how) => line.close(how),
  };
}

function isPair(value: unknown): value is [string, string] {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'string';
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function refusal(what: string): AppError {
  return new AppError('read-only', `This console was started read-only, so it did not send ${what}.`, {
    detail: { next: 'Start it without --read-only to send what may change something.' },
  });
}
