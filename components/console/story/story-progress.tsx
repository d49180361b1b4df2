'use client';

import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Spinner } from '@/components/ui/spinner';
import type { StoryChapter } from '@/lib/logs/story/contract';
import type { Looking, Story } from './story';

const USUALLY: Record<StoryChapter, string> = {
  access: 'Access logs usually arrive within a minute.',
  execution: 'Its lines usually arrive within seconds.',
  function: 'Lambda’s lines usually arrive within seconds.',
};

/** What is being looked for, where and for how long already, and how to stop it. Nothing when all is told. */
export function StoryProgress({ story, onStop }: { story: Story; onStop: () => void }) {
  if (story.state === 'done') return null;
  const isLooking = story.state === 'looking';
  const first = wanted(story);
  return (
    <div className="flex min-h-9 shrink-0 items-center gap-3 border-line border-b px-4 py-1.5 text-muted text-xs">
      {isLooking ? <Spinner /> : null}
      <p role="status" aria-label="Looking in the logs" className="min-w-0 flex-1 break-words">
        {isLooking ? sentence(story, first) : 'Stopped before everything was found.'}
      </p>
      {isLooking ? (
        <>
          <Elapsed since={story.startedAt} until={first?.until ?? null} />
          <Button size="small" onClick={onStop}>
            Stop
          </Button>
        </>
      ) : null}
    </div>
  );
}

function sentence({ access, execution, fn, missing }: Story, looking: Looking | undefined): string {
  if (looking) {
    const trouble = looking.trouble ? `${looking.trouble.message} It is tried again. ` : '';
    return `Looking in ${looking.group}. ${trouble}${USUALLY[looking.chapter]}`;
  }
  const isSettling = access || execution || fn || missing.size > 0;
  return isSettling ? 'Looking whether more lines arrive.' : 'Looking where the logs are.';
}

/** The first thing that is looked for and of which nothing was found yet. */
function wanted({ looking, execution }: Story): Looking | undefined {
  return [...looking.values()].find(({ chapter }) => chapter !== 'execution' || execution === null);
}

/** Counts by itself: what is looked for less often is waited for all the same. */
function Elapsed({ since, until }: { since: number; until: number | null }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = (milliseconds: number) => Math.max(0, Math.floor(milliseconds / 1_000));
  const total = until === null ? '' : ` of ${seconds(until - since)}`;
  return <span className="shrink-0 tabular-nums">{`${seconds(now - since)}${total} s`}</span>;
}
