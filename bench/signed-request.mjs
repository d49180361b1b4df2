import { enterConsole, exchange, isWhole } from './exchange-client.mjs';
import { importPeer, NO_PEER, peerVersion } from './kit.mjs';
import { presigned, sendRaw } from './raw-client.mjs';

/** How many requests follow one another in a sample; their mean is the sample. */
const CHECKED = 5;

/**
 * Both ways of one signed GET, verified: through the console, and without it over undici. Each has kept-alive
 * connections of its own to the lean target, which checks every signature.
 */
export async function openSignedRequest(kit, { delay = 0, connections = 1 } = {}) {
  const undici = await importPeer('undici');
  if (!undici) return { skipped: `undici is ${NO_PEER}` };
  const { console: started, target } = await kit.leanStage(delay);
  const session = await enterConsole(started);
  const pool = (origin) => {
    const dispatcher = new undici.Pool(origin, { connections, pipelining: 1 });
    kit.defer(() => dispatcher.destroy());
    return dispatcher;
  };
  const ours = pool(started.origin);
  const raw = pool(target.origin);
  const request = presigned(target.origin);
  return {
    version: peerVersion('undici'),
    sendOurs: async () => isWhole(await exchange(ours, session)),
    sendRaw: () => sendRaw(raw, request),
    counts: async () => (await fetch(`${target.origin}/_counts`)).json(),
  };
}

/** That both ways bring the whole answer, and that the target saw a good signature each time. */
export async function verifySignedRequest({ sendOurs, sendRaw: sendBase, counts }) {
  const before = await counts();
  const answers = [];
  for (let i = 0; i < CHECKED; i++) answers.push(await sendOurs(), await sendBase());
  const after = await counts();
  return [
    { name: 'both sides bring the whole answer', ok: answers.every(Boolean) },
    { name: 'the target verified every signature', ok: after.verified - before.verified === answers.length },
    { name: 'the target refused none', ok: after.refused === before.refused },
  ];
}

/** The mean time of `many` calls one after the other, in milliseconds. A call that fails ends the measurement. */
export async function meanOf(many, call) {
  const begun = performance.now();
  for (let i = 0; i < many; i++) if (!(await call())) throw new Error('An answer was not whole while measuring.');
  return (performance.now() - begun) / many;
}
