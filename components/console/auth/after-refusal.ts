import { type Exchange, headerOf } from '@/components/console/exchange/exchange';
import { span } from '@/lib/core/token-judge';
import { explainRefusal, parseBearerChallenge } from '@/lib/core/token-refusal';

/** Why a request was turned away, and what the API itself says about it. */
export interface RefusalWords {
  sentence: string;
  /** The parts of `www-authenticate`, each with what it means; empty where the header says no more. */
  said: { name: string; value: string; meaning: string }[];
}

/** Null for every answer that is no refusal. */
export function refusalWords(exchange: Exchange): RefusalWords | null {
  const status = exchange.head?.status;
  if (status !== 401 && status !== 403) return null;
  const header = headerOf(exchange, 'www-authenticate');
  const sentence = reason(status, header, exchange);
  if (sentence === null) return null;
  const said = header === null ? [] : challengeWords(header);
  return { sentence, said: said.filter(({ value }) => value === '' || !sentence.includes(value)) };
}

function reason(status: 401 | 403, header: string | null, exchange: Exchange): string | null {
  const { foresight, as } = exchange;
  if (!foresight) return header === null ? null : 'The API says what it asks for.';
  if (foresight.auth === 'jwt') {
    return explainRefusal({ status, wwwAuthenticate: header }, foresight.judgement);
  }
  if (foresight.verdict === 'refused') return foresight.sentence;
  return foresight.auth === 'iam' ? (outOfTime(exchange) ?? signed(status, as?.label)) : judged(status);
}

/** AWS takes a signature for five minutes; a little less, as the answer took its time. */
const FAR_MS = 4.5 * 60_000;

/** Where this computer's clock is so far from that of the API that the signature cannot have been good; null elsewhere. */
function outOfTime(exchange: Exchange): string | null {
  const ahead = exchange.startedAt - Date.parse(headerOf(exchange, 'date') ?? '');
  if (!(Math.abs(ahead) > FAR_MS)) return null;
  const how = ahead > 0 ? 'ahead of' : 'behind';
  return `The request was signed by the clock of this computer, which is ${span(Math.abs(ahead))} ${how} that of the API; AWS takes signatures that are at most 5 minutes off. Set the clock right, then send it again.`;
}

function signed(status: 401 | 403, label = 'the chosen identity'): string {
  if (status === 401) return 'The request was signed; the API behind the route asks for more than that.';
  return `The request was signed as ${label}, which lacks the permission execute-api:Invoke on this route, or its keys are no longer good.`;
}

function judged(status: 401 | 403): string {
  return status === 401
    ? 'Everything that a caller can send was sent: the authorizer’s function does not know it, or a source that API Gateway fills in is missing.'
    : 'The authorizer’s function knows the values and denies this request. Its answer may be remembered for a while.';
}

/** RFC 6750, 3.1. */
const ERRORS: Record<string, string> = {
  invalid_token: 'The token is expired, malformed, revoked or meant for another API.',
  insufficient_scope: 'The token is good and lacks a scope.',
  invalid_request: 'The request carries no token, or carries it in a way that is not understood.',
};

/** What `www-authenticate` says, part by part. */
export function challengeWords(header: string): RefusalWords['said'] {
  const challenge = parseBearerChallenge(header);
  if (!challenge) return [{ name: 'scheme', value: header.slice(0, 200), meaning: 'How the API wants to be asked.' }];
  const { error, description, scope } = challenge;
  const said: RefusalWords['said'] = [];
  if (error !== null) said.push({ name: 'error', value: error, meaning: ERRORS[error] ?? 'An error of this API.' });
  if (description !== null) {
    said.push({ name: 'error_description', value: description, meaning: 'In the words of the API.' });
  }
  if (scope !== null) said.push({ name: 'scope', value: scope, meaning: 'The scopes that the token should have.' });
  return said.length > 0 ? said : [{ name: 'Bearer', value: '', meaning: 'The API asks for a bearer token.' }];
}
