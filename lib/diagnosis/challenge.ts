import { type BearerChallenge, parseBearerChallenge } from '@/lib/core/token-refusal';
import { type Evidence, evidence } from './cause';
import { answerHeader, type Failed } from './exchange';

/** RFC 6750, 3.1. */
const ERRORS: Record<string, string> = {
  invalid_token: 'the token is expired, malformed, revoked or meant for another API',
  insufficient_scope: 'the token is good and lacks a scope',
  invalid_request: 'the request carries no token, or carries it in a way that is not understood',
};

/** What `www-authenticate` asks for, where that is a bearer token. */
export function bearerChallenge(failed: Failed): BearerChallenge | null {
  const header = answerHeader(failed, 'www-authenticate');
  return header === null ? null : parseBearerChallenge(header);
}

/** What `www-authenticate` says, part by part; nothing where there is none. */
export function challengeEvidence(failed: Failed): Evidence[] {
  const header = answerHeader(failed, 'www-authenticate');
  if (header === null) return [];
  const challenge = parseBearerChallenge(header);
  if (!challenge) return [evidence('header', 'www-authenticate', header.slice(0, 200))];
  const { error, description, scope } = challenge;
  const said: Evidence[] = [];
  if (error !== null) said.push(evidence('header', 'error', ERRORS[error] ? `${error}: ${ERRORS[error]}` : error));
  if (description !== null) said.push(evidence('header', 'error_description', description));
  if (scope !== null) said.push(evidence('header', 'scope', scope));
  return said.length > 0 ? said : [evidence('header', 'www-authenticate', 'Bearer: the API asks for a bearer token')];
}
