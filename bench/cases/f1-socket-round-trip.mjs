import WebSocket from 'ws';
import { enterConsole } from '#bench/exchange-client.mjs';
import { openLineUntil, openLiveTab } from '#bench/live-client.mjs';
import { REGION, SOCKET_API_ID } from '#bench/target-account.mjs';
import { SOCKET_PATH } from '#bench/target-sockets.mjs';

const PER_SAMPLE = 300;
const CHECKED = 5;
const PADDING = 'x'.repeat(180);

/** What the console's relay adds to one message there and back. A second hop alone is 2.0. */
export const f1 = {
  id: 'F1',
  title: 'WebSocket round trip, 200 bytes, loopback',
  unit: 'ms',
  quick: true,
  seconds: 40,
  warmUp: 5,
  async open(kit) {
    const { console: started, target } = await kit.leanStage();
    const ours = await throughConsole(kit, started);
    const direct = await withoutConsole(kit, target);
    return {
      checks: await verify(ours, direct),
      ours: { name: 'console', sample: () => roundTrip(ours) },
      bases: [
        {
          name: 'ws',
          kind: 'limit',
          goal: { op: '<=', value: 2.3 },
          sample: () => roundTrip(direct),
        },
      ],
    };
  },
};

/** Both give `ask`: says a text and resolves with the next message that comes, as text. */
async function throughConsole(kit, started) {
  const waiting = [];
  const tab = await openLiveTab(kit, started, await enterConsole(started));
  const line = await openLineUntil(tab, {
    input: {
      api: { kind: 'websocket', id: SOCKET_API_ID, account: { region: REGION } },
      stage: 'live',
      query: [],
      headers: [],
      subprotocols: [],
      auth: { scheme: 'none' },
    },
    ready: 'open',
    take: (bytes) => waiting.shift()?.(bytes),
  });
  return (text) =>
    new Promise((resolve) => {
      waiting.push(resolve);
      void line.say({ type: 'text' }, Buffer.from(text));
    });
}

async function withoutConsole(kit, target) {
  const waiting = [];
  const socket = new WebSocket(`${target.origin.replace('http', 'ws')}${SOCKET_PATH}`, { perMessageDeflate: false });
  kit.defer(() => socket.terminate());
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  socket.on('message', (data) => waiting.shift()?.(data));
  return (text) =>
    new Promise((resolve) => {
      waiting.push(resolve);
      socket.send(text);
    });
}

/** The mean of many messages one after the other, in milliseconds; each echo is looked at. */
async function roundTrip(ask) {
  const begun = performance.now();
  for (let number = 0; number < PER_SAMPLE; number++) {
    const text = `${number} ${PADDING}`;
    const echo = await ask(text);
    if (echo.length !== text.length) throw new Error('An echo was not what was said.');
  }
  return (performance.now() - begun) / PER_SAMPLE;
}

async function verify(...sides) {
  const whole = [];
  for (let number = 0; number < CHECKED; number++) {
    for (const ask of sides) {
      const text = `${number} ${crypto.randomUUID()}`;
      whole.push(Buffer.from(await ask(text)).toString() === text);
    }
  }
  return [{ name: 'both sides bring each echo, byte for byte', ok: whole.every(Boolean) }];
}
