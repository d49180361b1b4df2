import { expect, it } from 'vitest';
import type { StoryEvent, StoryInput } from '@/lib/logs/story/contract';
import { type Follow, StoryRegistry } from './story-registry';

const INPUT = {} as StoryInput;

const missing = (chapter: 'access' | 'function'): StoryEvent => ({
  type: 'missing',
  chapter,
  failure: { code: 'not-found', message: 'No.' },
});

/** Streams that are told by hand. */
function streams() {
  const all: { tell: (event: StoryEvent) => void; end: () => void; signal: AbortSignal }[] = [];
  const follow: Follow = async function* (_, signal) {
    const waiting: (StoryEvent | null)[] = [];
    let wake = () => {};
    const put = (event: StoryEvent | null) => {
      waiting.push(event);
      wake();
    };
    all.push({ tell: put, end: () => put(null), signal });
    for (;;) {
      const event = waiting.shift();
      if (event === null) return;
      if (event) yield event;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  return { all, follow };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

it('looks once for an exchange, keeps what is found, and says when nothing more comes', async () => {
  const { all, follow } = streams();
  const stories = new StoryRegistry(follow);
  stories.open('a', INPUT);
  stories.open('a', INPUT);
  await settled();
  expect(all).toHaveLength(1);
  all[0]?.tell({ type: 'looking', chapter: 'access', group: 'g', tries: 0, until: 1, trouble: null });
  await settled();
  expect(stories.get('a')?.looking.get('access')?.group).toBe('g');
  all[0]?.tell(missing('access'));
  all[0]?.end();
  await settled();
  expect(stories.get('a')).toMatchObject({ state: 'done' });
  expect(stories.get('a')?.looking.size).toBe(0);
  expect(stories.get('a')?.missing.has('access')).toBe(true);
});

it('stops when it is left, and what comes too late changes nothing', async () => {
  const { all, follow } = streams();
  const stories = new StoryRegistry(follow);
  stories.open('a', INPUT);
  await settled();
  all[0]?.tell(missing('function'));
  await settled();
  stories.leave('a');
  expect(all[0]?.signal.aborted).toBe(true);
  all[0]?.tell({ type: 'not-called' });
  await settled();
  expect(stories.get('a')).toMatchObject({ state: 'left', notCalled: false });
  expect(stories.get('a')?.missing.has('function')).toBe(true);
});

it('begins anew when it is asked again', async () => {
  const { all, follow } = streams();
  const stories = new StoryRegistry(follow);
  stories.open('a', INPUT);
  await settled();
  all[0]?.tell(missing('access'));
  await settled();
  stories.again('a', INPUT);
  await settled();
  expect(all[0]?.signal.aborted).toBe(true);
  expect(stories.get('a')).toMatchObject({ state: 'looking' });
  expect(stories.get('a')?.missing.size).toBe(0);
});
