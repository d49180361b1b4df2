import { createHash } from 'node:crypto';
import { enterConsole, exchange, isWhole } from '#bench/exchange-client.mjs';
import { importPeer, NO_PEER, peerVersion } from '#bench/kit.mjs';
import { meanOf } from '#bench/signed-request.mjs';
import { GRAPHQL_API_ID, GRAPHQL_KEY, REGION } from '#bench/target-account.mjs';
import { GRAPHQL_ANSWER, GRAPHQL_PATH } from '#bench/target-graphql.mjs';

const PER_SAMPLE = 100;
const CHECKED = 5;
const OPERATION = JSON.stringify({ query: 'query Health { health }', variables: {}, operationName: 'Health' });
/** How the console calls a key without telling it. */
const KEY_ID = createHash('sha256').update(GRAPHQL_KEY).digest('hex').slice(0, 24);

const THROUGH_CONSOLE = {
  api: { kind: 'appsync', id: GRAPHQL_API_ID, account: { region: REGION } },
  headers: [],
  auth: { scheme: 'api-key', keyId: KEY_ID },
};

/** What the console adds to one query of AppSync with an API key where the way costs nothing. A second hop alone is 2.0. */
export const l1 = {
  id: 'L1',
  title: 'GraphQL query, loopback',
  unit: 'ms',
  quick: true,
  seconds: 40,
  warmUp: 5,
  async open(kit) {
    const undici = await importPeer('undici');
    const base = { name: 'undici', kind: 'limit', goal: { op: '<=', value: 2.5 } };
    if (!undici) return { bases: [{ ...base, skipped: NO_PEER }] };
    const { console: started, target } = await kit.leanStage();
    const session = await enterConsole(started);
    const pool = (origin) => {
      const dispatcher = new undici.Pool(origin, { connections: 1, pipelining: 1 });
      kit.defer(() => dispatcher.destroy());
      return dispatcher;
    };
    const ours = pool(started.origin);
    const bare = pool(target.origin);
    const sendOurs = async () =>
      isWhole(await exchange(ours, session, THROUGH_CONSOLE, Buffer.from(OPERATION)), GRAPHQL_ANSWER);
    const sendBare = () => send(bare);
    return {
      checks: await verify(sendOurs, sendBare),
      ours: { name: 'console', sample: () => meanOf(PER_SAMPLE, sendOurs) },
      bases: [{ ...base, version: peerVersion('undici'), sample: () => meanOf(PER_SAMPLE, sendBare) }],
    };
  },
};

async function send(dispatcher) {
  const { statusCode, body } = await dispatcher.request({
    path: GRAPHQL_PATH,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': GRAPHQL_KEY },
    body: OPERATION,
  });
  return (await body.text()) === GRAPHQL_ANSWER && statusCode === 200;
}

/** The target answers only who brings the key. */
async function verify(...sides) {
  const whole = [];
  for (let i = 0; i < CHECKED; i++) for (const ask of sides) whole.push(await ask());
  return [{ name: 'both sides bring the whole answer, with the key', ok: whole.every(Boolean) }];
}
