import { keepPage } from '#bench/browser.mjs';
import { keyToCompletion, navigationToCompletion } from '#bench/completing.mjs';
import { openLargeSchema } from '#bench/large-schema.mjs';
import { median } from '#bench/statistics.mjs';

/** With a schema of 5,000 types at hand: from Ctrl+Space to the fields on the screen. */
export const h2 = {
  id: 'H2',
  title: '5,000 types, key to completion',
  unit: 'ms',
  quick: true,
  seconds: 60,
  warmUp: 3,
  ladder: [15, 31],
  async open(kit) {
    const { browser, session, console: ours, alone, checks } = await openLargeSchema(kit);
    const page = await keepPage(kit, browser, session);
    await navigationToCompletion(page, ours);
    const peer = await keepPage(kit, browser, { origin: new URL(alone).origin });
    await navigationToCompletion(peer, alone);
    return {
      checks,
      ours: { name: 'console', sample: () => keyToCompletion(page) },
      bases: [
        {
          name: 'GraphiQL 5 alone',
          kind: 'peer',
          goal: { op: '<=', value: 0.5 },
          sample: () => keyToCompletion(peer),
        },
      ],
      values: [
        {
          metric: 'the usual key',
          unit: 'ms',
          goal: { op: '<=', value: 50 },
          measure: async (samples) => median(samples.console),
        },
      ],
    };
  },
};
