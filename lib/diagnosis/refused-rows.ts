import { describe, expect, test } from 'vitest';
import type { Cause } from './cause';

/** What is refused, and the same with the cause taken away. */
export interface RefusedRow<Asked> {
  what: string;
  /** The first cause's id, and what its title holds. */
  id: string;
  says: string;
  /** Brings the cause about where it is not in what is asked; taken away before the control. */
  before?: () => Promise<unknown>;
  after?: () => Promise<unknown>;
  refused: () => Asked | Promise<Asked>;
  control: () => Asked | Promise<Asked>;
}

/** One test a row: the refusal names its cause first, and the control is done with nothing to explain. */
export function checkRefused<Asked>(
  heading: string,
  groups: [string, RefusedRow<Asked>[]][],
  attempt: (asked: Asked) => Promise<{ done: boolean; causes: Cause[] }>,
): void {
  describe.each(groups)(heading, (_, rows) => {
    test.each(rows)('$what: $id', async ({ id, says, before, after, refused, control }) => {
      await before?.();
      const { done, causes } = await attempt(await refused());
      const [first] = causes;
      expect({ done, id: first?.id }, JSON.stringify(causes)).toEqual({ done: false, id });
      expect(first?.title).toContain(says);
      await after?.();
      expect(await attempt(await control())).toEqual({ done: true, causes: [] });
    });
  });
}
