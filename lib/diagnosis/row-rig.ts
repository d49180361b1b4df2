import { expect } from 'vitest';
import type { Identity } from '@/components/identity/identity';
import { type Call, call } from './sandbox-rig';

/** One row of the failure tables (aws.md §2.8). */
export interface Row {
  what: string;
  status: number;
  /** The first cause that must be named. */
  id: string;
  certainty: 'certain' | 'likely' | 'possible';
  /** A part of its title, or of what to do next. */
  says: string | RegExp;
  call: Call | (() => Promise<Call>);
  /** The same with the cause removed: it may not be named any more. */
  control: Call | (() => Promise<Call>);
  controlStatus?: number;
}

export const get = (route: string, more: Partial<Call> = {}): Call => ({ route, ...more });

export function as(identity: () => Promise<Identity> | Identity, route: string): () => Promise<Call> {
  return async () => get(route, { identity: await identity() });
}

/** The call fails as the row says and its cause comes first; without the cause nobody names it. */
export async function checkRow({
  status,
  id,
  certainty,
  says,
  call: failing,
  control,
  controlStatus,
}: Row): Promise<void> {
  const told = await call(await ready(failing));
  expect(told.status).toBe(status);
  const [first] = told.causes;
  expect({ id: first?.id, certainty: first?.certainty }, JSON.stringify(told.causes)).toEqual({ id, certainty });
  expect(`${first?.title} ${first?.next.text}`).toMatch(says);
  const other = await call(await ready(control));
  expect(other.status).toBe(controlStatus ?? 200);
  expect(other.causes.map((one) => one.id)).not.toContain(id);
}

async function ready(one: Row['call']): Promise<Call> {
  return typeof one === 'function' ? one() : one;
}
