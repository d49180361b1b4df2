import type { Asked } from './asked';
import { emptyForm, fitsRoute, ownKeys } from './default-identity';
import { type Identity, type KeptIdentity, NOBODY, profiled } from './identity';
import type { ChoicePlace } from './identity-store';

export interface PickerGroup {
  title: string;
  identities: Identity[];
}

/** Whom one can choose, those that the route takes first. The order does not change by being chosen. */
export function pickerGroups(
  place: ChoicePlace,
  all: readonly KeptIdentity[],
  profiles: { own: string | null; names: readonly string[] },
): PickerGroup[] {
  const { asked, apiKey } = place;
  const forms = all.some((one) => one.kind === 'sources' && one.id === emptyForm(apiKey, asked).id);
  const iam = [null, ...profiles.names.filter((name) => name !== profiles.own)].map(profiled);
  const everybody: Identity[] = [
    ...(asked.auth === 'lambda' && !forms && asked.sources.length > 0 ? [emptyForm(apiKey, asked)] : []),
    ...ownKeys(asked),
    ...all.filter((one) => one.kind !== 'sources' || belongs(one.id, apiKey, asked)),
    ...iam,
    NOBODY,
  ];
  const fitting = everybody.filter((one) => fitsRoute(one, asked));
  const others = everybody.filter((one) => !fitting.includes(one));
  return [
    { title: 'For this route', identities: fitting },
    { title: fitting.length > 0 ? 'Others' : 'Identities', identities: others },
  ].filter((group) => group.identities.length > 0);
}

/** What was typed for one authorizer is no use at another. Forms that somebody named themselves are offered everywhere. */
function belongs(id: string, apiKey: string, asked: Asked): boolean {
  return !id.startsWith('sources ') || id === emptyForm(apiKey, asked).id;
}
