import type { Failure } from '@/lib/core/error';
import type { StoryEvent, StoryInput } from '@/lib/logs/story/contract';
import { afterStory, ended, newStory, type Story } from './story';

/** Stories at hand; the oldest are forgotten. */
const MOST_STORIES = 50;

/** Looks for a request's logs until the signal is aborted: the server action, or another one in tests. */
export type Follow = (
  input: StoryInput,
  signal: AbortSignal,
) => AsyncIterable<StoryEvent | { type: 'failure'; failure: Failure }>;

/** The stories of this page by exchange. They live outside React: one looks on while another tab of the answer is shown. */
export class StoryRegistry {
  readonly #follow: Follow;
  readonly #stories = new Map<string, Story>();
  readonly #running = new Map<string, AbortController>();
  readonly #listeners = new Set<() => void>();

  constructor(follow: Follow) {
    this.#follow = follow;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get(id: string): Story | null {
    return this.#stories.get(id) ?? null;
  }

  /** Begins to look, unless that was done. */
  open(id: string, input: StoryInput): void {
    if (!this.#stories.has(id)) this.again(id, input);
  }

  /** Looks anew. */
  again(id: string, input: StoryInput): void {
    this.#running.get(id)?.abort();
    const abort = new AbortController();
    this.#running.set(id, abort);
    this.#put(id, newStory(Date.now()));
    void this.#tell(id, this.#follow(input, abort.signal), abort.signal);
  }

  /** Looks no further; what was found stays. */
  leave(id: string): void {
    const abort = this.#running.get(id);
    if (!abort) return;
    this.#running.delete(id);
    abort.abort();
    const story = this.#stories.get(id);
    if (story) this.#put(id, ended(story, 'left'));
  }

  async #tell(id: string, events: ReturnType<Follow>, signal: AbortSignal): Promise<void> {
    for await (const event of events) {
      const story = this.#stories.get(id);
      if (signal.aborted || !story) return;
      this.#put(id, afterStory(story, event));
    }
    const story = this.#stories.get(id);
    if (signal.aborted || !story) return;
    this.#running.delete(id);
    this.#put(id, ended(story, 'done'));
  }

  #put(id: string, story: Story): void {
    this.#stories.set(id, story);
    for (const oldest of this.#stories.keys()) {
      if (this.#stories.size <= MOST_STORIES) break;
      if (!this.#running.has(oldest)) this.#stories.delete(oldest);
    }
    for (const listener of this.#listeners) listener();
  }
}
