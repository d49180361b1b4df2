import { keepPage, openBrowser } from '#bench/browser.mjs';
import { enterConsole } from '#bench/exchange-client.mjs';
import { heldMb, measureList } from '#bench/search-in-page.mjs';
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
    const { ours, scan, values } = await measureList(page, {
      pane: PANE,
      field: 'Find in messages',
      one: { text: ONE, counted: counted(1) },
      many: { text: ALL_AGAIN, counted: counted(FLOOD.messages) },
      megabytes: MEGABYTES,
      held,
      most: { scans: 2, frameMs: 50, memory: 2.2 },
    });
    return { ours, bases: [scan], values };
  },
};

/** As the list says it, of however many there are with those that went out. */
const counted = (found) => `${found.toLocaleString('en-GB')} of [\\d,]+(, [\\d,]+ older let go)?`;
