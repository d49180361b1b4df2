import type { World } from './model';

const denied = new WeakMap<World, readonly string[]>();

/** Forbids IAM actions, wildcards allowed, to every key of a world; replaces what was forbidden before. */
export function denyToAll(world: World, actions: readonly string[]): void {
  denied.set(world, actions);
}

/** The IAM actions that nobody may do, on top of what each key may not. */
export function deniedToAll(world: World): readonly string[] {
  return denied.get(world) ?? [];
}
