import type { Failure } from '@/lib/core/error';
import type { Going } from './going';
import { type Marks, profileName, stageKey } from './marks';

/** What is marked, as the person has marked it. */
export interface Guarded {
  stages: Marks;
  profiles: Marks;
  /** `started`: the process itself was told so, and nothing here can change it. */
  readOnly: 'off' | 'on' | 'started';
}

/** A mark that a request falls under. */
export interface Production {
  what: 'stage' | 'API' | 'profile';
  /** What is typed to confirm. */
  name: string;
}

/** What a request needs before it may go, once it is known whether it may change something. */
export type Need = { type: 'nothing' } | { type: 'refused'; failure: Failure } | { type: 'word'; marks: Production[] };

/** Whether there is anything at all for which a request would have to be looked at. */
export function isGuarded(going: Going, guarded: Guarded): boolean {
  return guarded.readOnly !== 'off' || productionOf(going, guarded).length > 0;
}

type Led = Pick<Going, 'api' | 'stage' | 'profile' | 'target' | 'through'>;

/** The marks that a request falls under, the nearest first: its stage, the account's profile, the profile that signs. */
export function productionOf(going: Led, { stages, profiles }: Pick<Guarded, 'stages' | 'profiles'>): Production[] {
  const { api, stage, profile } = going;
  const names = new Set([profileName(api.account.profile), ...(profile === null ? [] : [profile])]);
  return [
    ...stagesOf(going).flatMap((one) => {
      const name = stages[stageKey(api, one)];
      return name === undefined ? [] : [{ what: stage === '' ? ('API' as const) : ('stage' as const), name }];
    }),
    ...[...names].flatMap((name) => (profiles[name] === undefined ? [] : [{ what: 'profile' as const, name }])),
  ];
}

/** API Gateway gives a path to the stage of its first segment before `$default`; a redirect names a whole address. */
function stagesOf({ stage, target, through }: Led): string[] {
  const whole = /^https?:\/\/[^/]*(.*)$/.exec(target)?.[1];
  const path = whole ?? (stage === '$default' && through === null ? target : '');
  const first = /^\/([^/?#]+)/.exec(path)?.[1];
  return first === undefined ? [stage] : [...new Set([stage, decoded(first)])];
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The rule. What cannot change anything goes as ever. */
export function needOf(going: Going, unsafe: boolean, guarded: Guarded): Need {
  if (!unsafe) return { type: 'nothing' };
  if (guarded.readOnly !== 'off') return { type: 'refused', failure: readOnlyFailure(guarded.readOnly, going.method) };
  const marks = productionOf(going, guarded);
  return marks.length === 0 ? { type: 'nothing' } : { type: 'word', marks };
}

function readOnlyFailure(how: 'on' | 'started', what: string): Failure {
  const next =
    how === 'started'
      ? 'It was started read-only. Start it without --read-only to send what may change something.'
      : 'Open the lock in the main bar to send what may change something.';
  return { code: 'read-only', message: `This console is read-only, so ${what} was not sent.`, detail: { next } };
}

export function notConfirmed(what: string, marks: readonly Production[]): Failure {
  const [first] = marks;
  return {
    code: 'cancelled',
    message: `You did not confirm, so ${what} was not sent${first ? ` to production (${first.what} ${first.name})` : ''}.`,
  };
}
