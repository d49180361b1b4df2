import { enterConsole, exchange, isWhole, SIGNED_GET } from '#bench/exchange-client.mjs';
import { importPeer, NO_PEER, peerVersion } from '#bench/kit.mjs';
import { meanOf } from '#bench/signed-request.mjs';
import { median } from '#bench/statistics.mjs';
import { TOKEN } from '#bench/target-account.mjs';

const PER_SAMPLE = 100;
const CHECKED = 5;
const OPEN_GET = { ...SIGNED_GET, path: '/open', auth: { scheme: 'none' } };
const WITH_TOKEN = { ...OPEN_GET, auth: { scheme: 'bearer', token: TOKEN } };

/** What a token that is at hand adds to a request through the console. */
export const k2 = {
  id: 'K2',
  title: 'GET with a token, loopback',
  unit: 'ms',
  quick: true,
  seconds: 40,
  warmUp: 5,
  async open(kit) {
    const undici = await importPeer('undici');
    const base = { name: 'the same without a token', kind: 'limit', goal: { op: '<=', value: 1.2 } };
    if (!undici) return { bases: [{ ...base, skipped: NO_PEER }] };
    const { console: started, target } = await kit.leanStage();
    const session = await enterConsole(started);
    const pool = new undici.Pool(started.origin, { connections: 1, pipelining: 1 });
    kit.defer(() => pool.destroy());
    const send = async (input) => isWhole(await exchange(pool, session, input));
    const sample = (input) => meanOf(PER_SAMPLE, () => send(input));
    return {
      checks: await verify(send, target),
      ours: { name: 'with a token', sample: () => sample(WITH_TOKEN) },
      bases: [{ ...base, version: peerVersion('undici'), sample: () => sample(OPEN_GET) }],
      values: [
        {
          metric: 'what the token adds, median',
          unit: 'ms',
          goal: { op: '<=', value: 1 },
          measure: async (samples) => median(samples['with a token'].map((took, at) => took - samples[base.name][at])),
        },
      ],
    };
  },
};

async function verify(send, { origin }) {
  const counts = async () => (await fetch(`${origin}/_counts`)).json();
  const before = await counts();
  const whole = [];
  for (let i = 0; i < CHECKED; i++) whole.push(await send(WITH_TOKEN), await send(OPEN_GET));
  const after = await counts();
  return [
    { name: 'both bring the whole answer', ok: whole.every(Boolean) },
    { name: 'the target saw the token each time', ok: after.withToken - before.withToken === CHECKED },
    { name: 'and none where none was sent', ok: after.open - before.open === CHECKED },
  ];
}
