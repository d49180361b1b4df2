import { type ByHand, foresee } from '@/components/console/auth/foresight';
import { fitsRoute } from '@/components/identity/default-identity';
import type { Identity } from '@/components/identity/identity';
import { identityProblems } from '@/components/identity/identity-problems';
import type { ChoicePlace } from '@/components/identity/identity-store';
import type { PickerGroup } from '@/components/identity/picker-choices';
import { standingOf } from '@/components/identity/renewal';
import type { Foresight } from '@/lib/diagnosis/exchange';
import { MOST_MEMBERS } from './runs';

/** Somebody as whom the request could go. */
export interface Candidate {
  identity: Identity;
  foresight: Foresight | null;
  /** Why it cannot go as this one; null where it can. */
  hindrance: string | null;
}

export function candidateOf(identity: Identity, place: ChoicePlace, byHand: ByHand, now: number): Candidate {
  const incomplete = identityProblems(identity, place.asked).length > 0;
  return {
    identity,
    foresight: foresee(identity, place.asked, byHand, now),
    hindrance: incomplete ? 'Fill in what the authorizer asks for under Auth first.' : null,
  };
}

/** Whom one compares first: whoever is chosen, those that the route takes, and nobody. */
export function firstMembers(
  groups: readonly PickerGroup[],
  chosen: Identity,
  place: ChoicePlace,
  now: number,
): string[] {
  const everybody = groups.flatMap(({ identities }) => identities);
  // Every profile of the config would be too many.
  const fitting = everybody.filter(
    (one) => fitsRoute(one, place.asked) && !(one.kind === 'iam' && one.profile !== null),
  );
  const able = [chosen, ...fitting, ...everybody.filter(({ kind }) => kind === 'none')].filter(
    (one) => standingOf(one, now).state !== 'over' && identityProblems(one, place.asked).length === 0,
  );
  return [...new Set(able.map(({ id }) => id))].slice(0, MOST_MEMBERS);
}
