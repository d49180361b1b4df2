import { keepPage, openBrowser } from '#bench/browser.mjs';
import { enterConsole } from '#bench/exchange-client.mjs';
import { residentMb } from '#bench/process-cost.mjs';
import { heldMb } from '#bench/search-in-page.mjs';
import { floodOnTop, openSocketDesk, writeFlood } from '#bench/socket-desk.mjs';

const FLOOD = { messages: 100_000, bytes: 200 };
const FLOODS = 10;
/** From here on everything that is bounded has reached its bound. */
const SETTLED = 5;

/** A million messages over one session: neither the process nor the page grows once their bounds are reached. */
export const f4 = {
  id: 'F4',
  title: 'memory over a million messages',
  unit: '',
  quick: false,
  seconds: 300,
  async open(kit) {
    const browser = await openBrowser(kit);
    const { console: started } = await kit.leanStage();
    const page = await keepPage(kit, browser, await enterConsole(started));
    await openSocketDesk(page, started.origin);
    await writeFlood(page, FLOOD);
    const held = [];
    for (let flood = 1; flood <= FLOODS; flood++) {
      await floodOnTop(page, FLOOD.messages);
      held.push({ page: await heldMb(page), process: residentMb(started.child.pid) });
    }
    const growth = (of) => held.at(-1)[of] / Math.max(...held.slice(SETTLED - 1, SETTLED + 1).map((one) => one[of]));
    const value = (metric, measured, unit, most) => ({
      metric,
      unit,
      goal: { op: '<=', value: most },
      measure: async () => measured,
    });
    return {
      values: [
        value('the page at 1,000,000 to 500,000', growth('page'), '', 1.1),
        value('the process at 1,000,000 to 500,000', growth('process'), '', 1.1),
        value('the page at the end', held.at(-1).page, 'MB', 250),
        value('the process at the end', held.at(-1).process, 'MB', 250),
      ],
    };
  },
};
