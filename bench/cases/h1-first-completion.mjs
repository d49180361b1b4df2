import { withPage } from '#bench/browser.mjs';
import { navigationToCompletion } from '#bench/completing.mjs';
import { openLargeSchema } from '#bench/large-schema.mjs';

/** From the navigation to the first field that a schema of 5,000 types offers, in a browser that has seen nothing yet. */
export const h1 = {
  id: 'H1',
  title: '5,000 types, navigation to first completion',
  unit: 'ms',
  quick: true,
  seconds: 90,
  warmUp: 1,
  ladder: [9, 15],
  async open(kit) {
    const { browser, session, console: ours, alone, checks } = await openLargeSchema(kit);
    const peer = { origin: new URL(alone).origin };
    const complete = (url, who) => withPage(browser, who, (page) => navigationToCompletion(page, url));
    return {
      checks,
      ours: { name: 'console', sample: () => complete(ours, session) },
      bases: [
        {
          name: 'GraphiQL 5 alone',
          kind: 'peer',
          goal: { op: '<=', value: 0.5 },
          sample: () => complete(alone, peer),
        },
      ],
    };
  },
};
