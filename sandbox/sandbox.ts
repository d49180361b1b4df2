import type { Calls } from './calls';
import type { Faults } from './faults';
import type { World } from './model';

/** A world that is being served: what is in it, what goes wrong in it, and what has been asked of it. */
export interface Sandbox {
  world: World;
  faults: Faults;
  calls: Calls;
}
