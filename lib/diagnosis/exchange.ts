import type { RouteAuth } from '@/lib/core/api';
import type { AnswerEnd, AnswerHead, ExchangeEvent, Timings, UnreachableReason, WireRequest } from '@/lib/core/outcome';
import type { TokenJudgement, Verdict } from '@/lib/core/token-judge';

/** What a route will say to a request, as far as can be told before it is sent. Nothing in it is secret. */
export interface Foresight {
  /** How the route asks. */
  auth: RouteAuth;
  verdict: Verdict;
  sentence: string;
  /** Set where a token is sent to a route that judges tokens. */
  judgement: TokenJudgement | null;
}

/** Whom a request went as: names only. */
export interface SentBy {
  label: string;
  scheme: string;
  /** The profile that signed; null for the account's own. */
  profile: string | null;
}

/** One exchange as far as it went: what a diagnosis looks at. */
export interface Failed {
  /** Milliseconds since 1970 by this computer's clock. */
  startedAt: number;
  method: string;
  /** Path and query as they were asked for, relative to the stage. */
  target: string;
  stage: string;
  request: WireRequest | null;
  head: AnswerHead | null;
  /** The beginning of the body as text; null where it is not at hand. */
  body: string | null;
  end: Pick<AnswerEnd, 'timings' | 'bytes' | 'cut'> | null;
  unreachable: { reason: UnreachableReason; message: string; timings: Timings } | null;
  as: SentBy | null;
  foresight: Foresight | null;
  /** It was said on a line: what proves who asks travels in the message, and in no header. */
  onLine?: boolean;
  /** It went to an emulator, which adds headers of its own to API Gateway's answers. */
  emulated?: boolean;
}

/** The same exchange after one more event of it. */
export function afterExchangeEvent(failed: Failed, event: ExchangeEvent): Failed {
  switch (event.type) {
    case 'request':
      return { ...failed, request: event.request };
    case 'head':
      return { ...failed, head: event.head };
    case 'end':
      return { ...failed, end: event };
    case 'unreachable':
      return { ...failed, unreachable: event };
    default:
      return failed;
  }
}

/** The value of an answer's header, the first of that name in any case; null where there is none. */
export function answerHeader({ head }: Pick<Failed, 'head'>, name: string): string | null {
  return head?.headers.find(([one]) => one.toLowerCase() === name)?.[1] ?? null;
}

/** The value of a header as it was sent, secrets masked; null where it was not sent, or sent empty. */
export function sentHeader({ request }: Pick<Failed, 'request'>, name: string): string | null {
  return request?.headers.find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1] || null;
}

/** The same exchange with its target relative to the stage, where a redirect named a whole address (`base` is the stage's own). */
export function relativeTo(failed: Failed, base: string | null): Failed {
  if (failed.target.startsWith('/') || !URL.canParse(failed.target)) return failed;
  const { pathname, search } = new URL(failed.target);
  const front = base !== null && URL.canParse(base) ? new URL(base).pathname.replace(/\/$/, '') : '';
  const path = pathname.startsWith(`${front}/`) ? pathname.slice(front.length) : pathname;
  return { ...failed, target: `${path}${search}` };
}

/** The path that was asked for, without the query. */
export function pathOf({ target }: Pick<Failed, 'target'>): string {
  return target.split('?')[0] ?? '';
}

/** The query that was asked for, as on the wire. */
export function queryOf({ target }: Pick<Failed, 'target'>): string {
  const at = target.indexOf('?');
  return at === -1 ? '' : target.slice(at + 1);
}

/** How long the other side took, in milliseconds; null where that is not known. */
export function waitedMs({ end, unreachable }: Pick<Failed, 'end' | 'unreachable'>): number | null {
  const timings = end?.timings ?? unreachable?.timings;
  return timings ? (timings.firstByte ?? timings.total) : null;
}

/** The text of the one member of a body that API Gateway writes itself, `{"message":"Not Found"}`; null for any other body. */
export function gatewayMessage({ body }: Pick<Failed, 'body'>): string | null {
  const told = objectIn(body);
  const [key, ...more] = told ? Object.keys(told) : [];
  if (!told || key === undefined || more.length > 0 || !/^message$/i.test(key)) return null;
  return typeof told[key] === 'string' ? told[key] : null;
}

/** The JSON object that a body is; null for anything else. */
export function objectIn(body: string | null): Record<string, unknown> | null {
  if (body === null || !body.trimStart().startsWith('{')) return null;
  try {
    return JSON.parse(body) as Record<string, unknown>;
  } catch {
    return null;
  }
}
