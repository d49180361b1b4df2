import { expect, test } from 'vitest';
import { Broadcast } from './broadcast';

async function all<E>(events: AsyncIterable<E>): Promise<E[]> {
  const heard: E[] = [];
  for await (const event of events) heard.push(event);
  return heard;
}

function gate() {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, passed };
}

const forever = new AbortController().signal;

test('who joins late hears everything, and the work runs once', async () => {
  const { open, passed } = gate();
  let runs = 0;
  const broadcast = new Broadcast<number>(async (say) => {
    runs += 1;
    say(1);
    await passed;
    say(2);
  });
  const early = all(broadcast.listen(forever));
  await Promise.resolve();
  const late = all(broadcast.listen(forever));
  open();
  expect(await Promise.all([early, late])).toEqual([
    [1, 2],
    [1, 2],
  ]);
  expect(runs).toBe(1);
  expect(broadcast.ended).toBe(true);
});

test('a failure comes after what was said', async () => {
  const broadcast = new Broadcast<number>(async (say) => {
    say(1);
    throw new Error('broken');
  });
  const heard: number[] = [];
  const listening = (async () => {
    for await (const event of broadcast.listen(forever)) heard.push(event);
  })();
  await expect(listening).rejects.toThrow('broken');
  expect(heard).toEqual([1]);
});

test('the work goes on while one listens and is stopped when the last one leaves', async () => {
  let stopped = false;
  const broadcast = new Broadcast<number>(
    (say, signal) =>
      new Promise((_, reject) => {
        say(1);
        signal.addEventListener('abort', () => {
          stopped = true;
          reject(new Error('stopped'));
        });
      }),
  );
  const [first, second] = [new AbortController(), new AbortController()];
  const listening = [all(broadcast.listen(first.signal)), all(broadcast.listen(second.signal))];
  first.abort();
  await listening[0];
  expect(stopped).toBe(false);
  second.abort();
  await listening[1];
  expect(stopped).toBe(true);
  expect(broadcast.ended).toBe(true);
});
