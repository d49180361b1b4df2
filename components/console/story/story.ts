import type { Failure } from '@/lib/core/error';
import type { StoryAccess, StoryChapter, StoryEvent, StoryFunction, StoryLines } from '@/lib/logs/story/contract';

/** What is being looked for, and where. */
export interface Looking {
  chapter: StoryChapter;
  group: string;
  tries: number;
  /** ms since 1970. */
  until: number;
  trouble: Failure | null;
}

/** What the logs say of one request, as far as it is known. Never changed, always replaced. */
export interface Story {
  /** `left`: it was given up before everything was found. */
  state: 'looking' | 'done' | 'left';
  /** ms since 1970. */
  startedAt: number;
  looking: ReadonlyMap<StoryChapter, Looking>;
  missing: ReadonlyMap<StoryChapter, Failure>;
  access: StoryAccess | null;
  execution: StoryLines | null;
  fn: StoryFunction | null;
  /** The gateway answered by itself. */
  notCalled: boolean;
  /** Signalbox itself could not look. */
  failure: Failure | null;
}

export function newStory(startedAt: number): Story {
  return {
    state: 'looking',
    startedAt,
    looking: new Map(),
    missing: new Map(),
    access: null,
    execution: null,
    fn: null,
    notCalled: false,
    failure: null,
  };
}

/** The story after one event of its stream. */
export function afterStory(story: Story, event: StoryEvent | { type: 'failure'; failure: Failure }): Story {
  switch (event.type) {
    case 'looking': {
      const { type: _, ...looking } = event;
      return { ...story, looking: new Map(story.looking).set(event.chapter, looking) };
    }
    case 'access':
      return { ...settled(story, 'access'), access: event };
    case 'execution': {
      const { type: _, ...execution } = event;
      return { ...settled(story, 'execution'), execution };
    }
    case 'function': {
      const { type: _, ...fn } = event;
      return { ...settled(story, 'function'), fn };
    }
    case 'not-called':
      return { ...settled(story, 'function'), fn: null, notCalled: true };
    case 'missing': {
      const after = settled(story, event.chapter);
      const missing = new Map(after.missing).set(event.chapter, event.failure);
      return { ...after, missing, ...(event.chapter === 'function' ? { fn: null } : {}) };
    }
    case 'failure':
      return { ...story, failure: event.failure };
  }
}

/** Nothing more comes. */
export function ended(story: Story, state: 'done' | 'left'): Story {
  return { ...story, state, looking: new Map() };
}

function settled(story: Story, chapter: StoryChapter): Story {
  const [looking, missing] = [new Map(story.looking), new Map(story.missing)];
  looking.delete(chapter);
  missing.delete(chapter);
  return { ...story, looking, missing };
}
