import { type FieldNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';
import type { GraphqlApi } from '@/sandbox/appsync/model';
import type { Answered } from './execute';
import type { Operation } from './operation';

/** A subscription that is held open. */
export interface Subscriber {
  /** Mutations that it hears of. */
  mutations: readonly string[];
  /** Arguments that were given: an event must have the same values. */
  filter: Readonly<Record<string, unknown>>;
  /** Takes what a mutation of one of these names answered with. */
  deliver: (value: unknown) => Promise<void>;
}

const subscribers = new WeakMap<GraphqlApi, Set<Subscriber>>();

/** Who is subscribed to an API at this moment. */
export function subscribersOf(api: GraphqlApi): Set<Subscriber> {
  const known = subscribers.get(api) ?? new Set();
  subscribers.set(api, known);
  return known;
}

/** Tells subscribers of each mutation that succeeded: of what its caller selected, and of nothing else. */
export async function tellSubscribers(
  api: GraphqlApi,
  { node, fragments }: Operation,
  { data }: Answered,
): Promise<void> {
  if (node.operation !== 'mutation' || !data) return;
  for (const [name, value] of membersOf(node.selectionSet, data, fragments)) {
    if (value !== null) await publish(api, name, value);
  }
}

/** Tells whoever hears of a mutation that it answered so. */
export async function publish(api: GraphqlApi, mutation: string, value: unknown): Promise<void> {
  const hearing = [...subscribersOf(api)].filter(
    ({ mutations, filter }) => mutations.includes(mutation) && fits(filter, value),
  );
  await Promise.all(hearing.map((one) => one.deliver(value)));
}

/** An argument that was left out takes everything; null takes what has no such value. */
function fits(filter: Subscriber['filter'], value: unknown): boolean {
  const members = isObject(value) ? value : {};
  return Object.entries(filter).every(([name, wanted]) => {
    const found = members[name] ?? null;
    if (wanted === null || typeof wanted === 'object') return JSON.stringify(found) === JSON.stringify(wanted);
    return found !== null && String(found) === String(wanted);
  });
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;
type Members = Map<string, unknown>;

/** What was answered, under the names of its fields and not under the caller's own; a field that is selected twice is merged. */
function membersOf(set: SelectionSetNode, data: Record<string, unknown>, fragments: Fragments): Members {
  const members: Members = new Map();
  for (const { alias, name, selectionSet } of fieldsOf(set, fragments)) {
    const key = (alias ?? name).value;
    if (!Object.hasOwn(data, key)) continue;
    members.set(name.value, merged(members.get(name.value), renamed(selectionSet, data[key], fragments)));
  }
  return members;
}

function fieldsOf({ selections }: SelectionSetNode, fragments: Fragments): FieldNode[] {
  return selections.flatMap((one): FieldNode[] => {
    if (one.kind === Kind.FIELD) return [one];
    const below = one.kind === Kind.INLINE_FRAGMENT ? one : fragments.get(one.name.value);
    return below ? fieldsOf(below.selectionSet, fragments) : [];
  });
}

function renamed(set: SelectionSetNode | undefined, value: unknown, fragments: Fragments): unknown {
  if (!set) return value;
  if (Array.isArray(value)) return value.map((one) => renamed(set, one, fragments));
  return isObject(value) ? Object.fromEntries(membersOf(set, value, fragments)) : value;
}

function merged(known: unknown, value: unknown): unknown {
  if (Array.isArray(known) && Array.isArray(value)) return value.map((one, index) => merged(known[index], one));
  return isObject(known) && isObject(value) ? { ...known, ...value } : value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
