import { expect, test } from 'vitest';
import { type Identity, NOBODY, profiled } from '@/components/identity/identity';
import { Failed } from '@/components/shell/answer';
import { type Caller, CallRuns, MOST_MEMBERS } from './runs';

const dev = profiled('dev');
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Identities become ready when the test says so. */
function byHand() {
  const waiting = new Map<string, { resolve: (identity: Identity) => void; reject: (error: unknown) => void }>();
  const sent: string[] = [];
  const cancelled: string[] = [];
  const caller: Caller = {
    ready: ({ id }) => new Promise((resolve, reject) => waiting.set(id, { resolve, reject })),
    send: ({ id }) => `exchange of ${id} ${sent.push(id)}`,
    cancel: (exchange) => cancelled.push(exchange),
  };
  return { caller, waiting, sent, cancelled };
}

const states = (runs: CallRuns) => runs.of('here')?.members.map(({ state }) => state);

test('goes as each at once; one that fails does not disturb the others', async () => {
  const runs = new CallRuns();
  const { caller, waiting, sent } = byHand();
  runs.start('here', [NOBODY, dev], caller);
  expect(states(runs)).toEqual([{ type: 'preparing' }, { type: 'preparing' }]);
  waiting.get(NOBODY.id)?.reject(new Failed({ code: 'sign-in-refused', message: 'No.' }));
  waiting.get(dev.id)?.resolve(dev);
  await settled();
  expect(states(runs)).toEqual([
    { type: 'failed', failure: { code: 'sign-in-refused', message: 'No.' } },
    { type: 'sent', exchange: 'exchange of iam:dev 1' },
  ]);
  expect(sent).toEqual(['iam:dev']);
});

test('cancelling stops what is on its way and sends nothing that was still being renewed', async () => {
  const runs = new CallRuns();
  const { caller, waiting, sent, cancelled } = byHand();
  runs.start('here', [NOBODY, dev], caller);
  waiting.get(NOBODY.id)?.resolve(NOBODY);
  await settled();
  runs.cancel('here');
  waiting.get(dev.id)?.resolve(dev);
  await settled();
  expect(cancelled).toEqual(['exchange of none 1']);
  expect(sent).toEqual(['none']);
  expect(states(runs)?.[1]).toEqual({ type: 'cancelled' });
});

test('a newer run takes the place of an older one, whose late members are not sent', async () => {
  const runs = new CallRuns();
  const older = byHand();
  const newer = byHand();
  runs.start('here', [dev], older.caller);
  runs.start('here', [dev], newer.caller);
  older.waiting.get(dev.id)?.resolve(dev);
  await settled();
  expect(older.sent).toEqual([]);
  expect(states(runs)).toEqual([{ type: 'preparing' }]);
});

test('there is an end to how many are called at once', () => {
  const runs = new CallRuns();
  const many = Array.from({ length: MOST_MEMBERS + 3 }, (_, at) => profiled(`p${at}`));
  runs.start('here', many, byHand().caller);
  expect(runs.of('here')?.members).toHaveLength(MOST_MEMBERS);
});

test('one is called again in a way of its own, and the answers of the others stay', async () => {
  const runs = new CallRuns();
  const { caller, waiting, sent } = byHand();
  runs.start('here', [NOBODY, dev], caller);
  waiting.get(NOBODY.id)?.resolve(NOBODY);
  waiting.get(dev.id)?.reject(new Failed({ code: 'sign-in-refused', message: 'No.' }));
  await settled();
  runs.again('here', dev, () => Promise.resolve(dev));
  expect(states(runs)?.[1]).toEqual({ type: 'preparing' });
  await settled();
  expect(sent).toEqual(['none', 'iam:dev']);
  expect(states(runs)).toEqual([
    { type: 'sent', exchange: 'exchange of none 1' },
    { type: 'sent', exchange: 'exchange of iam:dev 2' },
  ]);
});
