import { keepPage, openBrowser } from '#bench/browser.mjs';
import { enterConsole } from '#bench/exchange-client.mjs';
import {
  heldMb,
  longestDuring,
  longestWhileScrolling,
  scannable,
  scanTime,
  searchTime,
} from '#bench/search-in-page.mjs';
import { floodShown, openSocketDesk, PANE, writeFlood } from '#bench/socket-desk.mjs';

const FLOOD = { messages: 100_000, bytes: 200 };
const MEGABYTES = (FLOOD.messages * FLOOD.bytes) / 1_000_000;
/** What one message holds and no other: its number. */
const ONE = '"n":77777,';
const ALL_AGAIN = '"text":"';

/** 100,000 messages of one session: searched, scrolled, and what they cost. */
export const f3 = {
  id: 'F3',
  title: 'search through 100,000 messages',
  unit: 'ms',
  quick: false,
  seconds: 60,
  warmUp: 2,
  ladder: [15, 31],
  async open(kit) {
    const browser = await openBrowser(kit);
    const { console: started } = await kit.leanStage();
    const page = await keepPage(kit, browser, await enterConsole(started));
    await openSocketDesk(page, started.origin);
    await writeFlood(page, FLOOD);
    const before = await heldMb(page);
    await floodShown(page, FLOOD.messages);
    const held = (await heldMb(page)) - before;
    const scrolling = await longestWhileScrolling(page, PANE);
    await page.evaluate(scannable);
    const search = () => searchTime(page, { pane: PANE, text: ONE, found: 1 });
    const all = () => searchTime(page, { pane: PANE, text: ALL_AGAIN, found: FLOOD.messages });
    await all();
    const searching = await longestDuring(page, async () => {
      await search();
      await all();
    });
    const value = (metric, unit, most, measured) => ({
      metric,
      unit,
      goal: { op: '<=', value: most },
      measure: async () => measured,
    });
    return {
      ours: {
        name: 'console',
        sample: async () => {
          await all();
          return search();
        },
      },
      bases: [
        {
          name: 'byte scan',
          kind: 'limit',
          goal: { op: '<=', value: 2 },
          sample: () => scanTime(page, { megabytes: MEGABYTES, text: ONE }),
        },
      ],
      values: [
        value('longest frame while scrolling', 'ms', 50, scrolling),
        value('longest frame while searching', 'ms', 50, searching),
        value('memory of the page to the text', '', 2.2, held / MEGABYTES),
      ],
    };
  },
};
