import type { World } from '@/sandbox/model';
import type { Connection } from './connection';

/** Ids are drawn by lot, so that one list does for every world of the process. */
const open = new Map<string, Connection>();
const LONGEST_MEMORY = 2000;
const remembered = new WeakMap<World, Connection[]>();

/** Takes a connection in once `$connect` has let it in. */
export function enter(connection: Connection): void {
  open.set(connection.id, connection);
  const { world } = connection.place;
  const list = remembered.get(world) ?? [];
  remembered.set(world, list);
  list.push(connection);
  if (list.length > LONGEST_MEMORY) list.shift();
}

export function leave(connection: Connection): void {
  open.delete(connection.id);
}

export function openConnection(id: string): Connection | undefined {
  return open.get(id);
}

/** Open and ended ones, oldest first, the last two thousand. */
export function connectionsOf(world: World): readonly Connection[] {
  return remembered.get(world) ?? [];
}

export function forgetEnded(world: World): void {
  const list = remembered.get(world);
  if (list)
    remembered.set(
      world,
      list.filter((one) => open.has(one.id)),
    );
}
