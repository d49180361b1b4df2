import { bareFlood, openBareSocket, socketUrl } from '#bench/bare-socket.mjs';
import { keepPage, openBrowser } from '#bench/browser.mjs';
import { enterConsole } from '#bench/exchange-client.mjs';
import { floodShown, openSocketDesk, paneOf, writeFlood } from '#bench/socket-desk.mjs';
import { exportedNumbers, isWholeCount } from '#bench/stream-pane.mjs';
import { hasTerminal, openWscat } from '#bench/wscat.mjs';

const FLOOD = { messages: 20_000, bytes: 200 };
const SIX_TIMES = { op: '>=', value: 6 };

/** Messages that come as fast as they are taken: a second, from the click until all are in the list and the last is painted. */
export const f2 = {
  id: 'F2',
  title: 'WebSocket messages a second, shown',
  unit: '/s',
  quick: true,
  seconds: 90,
  warmUp: 1,
  ladder: [9, 15],
  async open(kit) {
    const browser = await openBrowser(kit);
    const { console: started, target } = await kit.leanStage();
    const page = await keepPage(kit, browser, await enterConsole(started));
    await openSocketDesk(page, started.origin);
    await writeFlood(page, FLOOD);
    const bare = await keepPage(kit, browser, { origin: target.origin });
    await openBareSocket(bare, target);
    const perSecond = (took) => FLOOD.messages / (took / 1_000);
    await floodShown(page, FLOOD.messages);
    const numbers = await exportedNumbers(page, paneOf(page));
    return {
      checks: [{ name: 'all messages are there, in order and each once', ok: isWholeCount(numbers, FLOOD.messages) }],
      ours: { name: 'console', sample: async () => perSecond(await floodShown(page, FLOOD.messages)) },
      bases: [
        {
          name: 'bare page',
          kind: 'limit',
          goal: SIX_TIMES,
          sample: async () => perSecond(await bareFlood(bare, { ...FLOOD, rows: false })),
        },
        {
          name: 'bare page, a row each',
          kind: 'limit',
          goal: SIX_TIMES,
          sample: async () => perSecond(await bareFlood(bare, { ...FLOOD, rows: true })),
        },
        await wscatBase(kit, target, perSecond),
      ],
    };
  },
};

async function wscatBase(kit, target, perSecond) {
  const base = { name: 'wscat', kind: 'peer', goal: { op: '>=', value: 2 } };
  if (!hasTerminal()) return { ...base, skipped: 'there is no script(1) to give it a terminal' };
  const wscat = await openWscat(kit, socketUrl(target));
  return { ...base, sample: async () => perSecond(await wscat.flood(FLOOD.messages, FLOOD.bytes)) };
}
