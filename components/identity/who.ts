import { subjectOf } from '@/lib/core/token';
import { span } from '@/lib/core/token-judge';
import { type Identity, isSignedIn } from './identity';
import type { Standing } from './renewal';

/** Who an identity says it is, in a few words: not verified, and the ARN only where AWS said it. */
export function whoOf(identity: Identity): string {
  switch (identity.kind) {
    case 'none':
      return 'Nobody';
    case 'iam':
      return identity.profile === null ? 'This account’s own credentials' : 'A profile of the AWS config';
    case 'pasted':
      return subjectOf(identity.token) ?? 'A token that tells nothing';
    case 'held':
      return identity.held.arn ?? identity.held.accessKeyId;
    case 'sources':
      return 'What the authorizer asks for';
    case 'api-key':
      return 'An API key of this account';
    default:
      return isSignedIn(identity) ? identity.realm : '';
  }
}

/** How long it is good, in words that fit a menu. */
export function standingInWords(standing: Standing, now: number): string {
  switch (standing.state) {
    case 'lasting':
      return '';
    case 'self-renewing':
      return 'renews itself';
    case 'renewable':
      return 'renewed when sent';
    case 'over':
      return 'expired';
    case 'good':
      return countdown(standing.at - now);
  }
}

/** `54 min`, `1:59` under two minutes, `3 days` over two. */
export function countdown(left: number): string {
  const seconds = Math.max(0, Math.ceil(left / 1_000));
  if (seconds < 120) return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  if (seconds < 7_200) return `${Math.floor(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3_600)} h` : span(left);
}
