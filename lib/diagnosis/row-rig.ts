import { expect } from 'vitest';
import type { Identity } from '@/components/identity/identity';
import { type Call, call, rig } from './sandbox-rig';

/** One row of the failure tables (aws.md §2.8). */
export interface Row {
  what: string;
  status: number;
  /** The first cause that must be named. */
  id: string;
  certainty: 'certain' | 'likely' | 'possible';
  /** A part of its title, or of what to do next. */
  says: string | RegExp;
  /** A piece of its evidence: what it is, and a part of its text. */
  shows?: [what: string, text: string];
  call: Call | (() => Promise<Call>);
  /** The same with the cause removed: it may not be named any more. */
  control: Call | (() => Promise<Call>);
  controlStatus?: number;
}

export const get = (route: string, more: Partial<Call> = {}): Call => ({ route, ...more });

export function as(identity: () => Promise<Identity> | Identity, route: string): () => Promise<Call> {
  return async () => get(route, { identity: await identity() });
}

/** The same call a second time: the first has taken what there was. */
export async function after(one: Call): Promise<Call> {
  await call(one);
  return one;
}

/** A key of the account by its name, of which the console knows the id alone. */
export function keyed(name: string): Identity {
  const regions = rig.sandbox.world.accounts.flatMap(({ regions: all }) => [...all.values()]);
  const key = regions.flatMap(({ apiKeys }) => [...(apiKeys?.values() ?? [])]).find((one) => one.name === name);
  return { kind: 'api-key', id: name, label: name, keyId: key?.id ?? '' };
}

/** The call fails as the row says and its cause comes first; without the cause nobody names it. */
export async function checkRow({
  status,
  id,
  certainty,
  says,
  shows,
  call: failing,
  control,
  controlStatus,
}: Row): Promise<void> {
  const told = await call(await ready(failing));
  expect(told.status).toBe(status);
  const [first] = told.causes;
  expect({ id: first?.id, certainty: first?.certainty }, JSON.stringify(told.causes)).toEqual({ id, certainty });
  expect(`${first?.title} ${first?.next.text}`).toMatch(says);
  if (shows) {
    const shown = first?.evidence.find(({ what }) => what === shows[0])?.text;
    expect(shown, JSON.stringify(first?.evidence)).toContain(shows[1]);
  }
  const other = await call(await ready(control));
  expect(other.status).toBe(controlStatus ?? 200);
  expect(other.causes.map((one) => one.id)).not.toContain(id);
}

async function ready(one: Row['call']): Promise<Call> {
  return typeof one === 'function' ? one() : one;
}
