'use client';

import { useEffect, useMemo } from 'react';
import { ScrollRegion } from '@/components/console/scroll-region';
import { FailureCard } from '@/components/shell/failure';
import { invocationIn } from '@/lib/core/lambda-log/invocation';
import type { StoryChapter, StoryInput } from '@/lib/logs/story/contract';
import { AccessSection } from './access-section';
import { stepsOf } from './execution-steps';
import { FunctionSection } from './function-section';
import { ERRORS } from './gateway-words';
import { LogLines } from './log-lines';
import { MissingNote } from './missing-note';
import { OpenInPane } from './open-in-pane';
import type { Story } from './story';
import { StoryProgress } from './story-progress';
import { StorySection } from './story-section';
import { stories } from './use-story';
import { WhatFailed } from './what-failed';

interface StoryViewProps {
  /** By which the story is kept: the id of an exchange, or of a line in a log. */
  id: string;
  /** What is looked for; null while it is not there yet. */
  input: StoryInput | null;
  /** Null until it is looked for, which seeing this begins. */
  story: Story | null;
}

/** What the logs say of one request: the stage's line, and the function behind it from START to REPORT. */
export function StoryView({ id, input, story }: StoryViewProps) {
  const isAsked = story !== null;
  useEffect(() => {
    if (input && !isAsked) stories.open(id, input);
  }, [id, input, isAsked]);
  if (!input)
    return <p className="flex-1 bg-ground p-4 text-muted">The logs are looked into when the answer has come.</p>;
  if (!story) return <div className="flex-1 bg-ground" />;
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-ground">
      <StoryProgress story={story} onStop={() => stories.leave(id)} />
      <ScrollRegion label="Logs of the request">
        {story.failure ? <FailureCard failure={story.failure} className="m-4" /> : null}
        <Chapters story={story} />
      </ScrollRegion>
    </div>
  );
}

const SUBJECTS: Record<StoryChapter, string> = {
  access: 'Access log',
  execution: 'Log of the API',
  function: 'Function',
};

function Chapters({ story }: { story: Story }) {
  const { access, execution, fn, missing, notCalled } = story;
  const invocation = useMemo(() => (fn ? invocationIn(fn.events, fn.requestId) : null), [fn]);
  const note = (chapter: StoryChapter) => {
    const failure = missing.get(chapter);
    // What hides both logs is said once.
    if (chapter !== 'access' && failure?.message === missing.get('access')?.message) return null;
    return failure ? <MissingNote subject={SUBJECTS[chapter]} failure={failure} /> : null;
  };
  return (
    <>
      <WhatFailed access={access} execution={execution} error={invocation?.error ?? null} name={fn?.name ?? ''} />
      {access ? <AccessSection access={access} /> : note('access')}
      {notCalled ? <NotCalled access={access} /> : null}
      {fn && invocation ? (
        <FunctionSection
          fn={fn}
          invocation={invocation}
          looking={story.state === 'looking'}
          joinHint={joinHint(story)}
        />
      ) : (
        note('function')
      )}
      {execution ? <Execution execution={execution} /> : note('execution')}
    </>
  );
}

function NotCalled({ access }: { access: Story['access'] }) {
  const tellsWhy = access?.fields?.some(([name]) => ERRORS.includes(name)) ?? false;
  return (
    <div role="note" aria-label="Function" className="border-line border-b px-4 py-2.5 last:border-b-0">
      <p>API Gateway answered by itself: nothing behind it was called.</p>
      {tellsWhy ? null : (
        <p className="text-muted">
          To read why, add $context.error.message and $context.authorizer.error to the format of the access log.
        </p>
      )}
    </div>
  );
}

function Execution({ execution }: { execution: NonNullable<Story['execution']> }) {
  const { events, group, more, place } = execution;
  const lines = useMemo(() => stepsOf(events), [events]);
  // AppSync has but one log of its own; API Gateway calls it so beside the access log.
  const title = group.startsWith('/aws/appsync/') ? 'Log of the API' : 'Execution log';
  return (
    <StorySection title={title} group={group} actions={<OpenInPane log={place} word={null} />}>
      <LogLines label={title} lines={lines} from={events[0]?.at ?? 0} more={more} />
    </StorySection>
  );
}

const JOINS = ['integration.requestId', 'awsEndpointRequestId'];

/** How an invocation was found where the access log did not name it, and what would make that sure. */
function joinHint({ fn, access, state }: Story): string | null {
  if (!fn || fn.joined === 'access-log') return null;
  const how =
    fn.joined === 'gateway-id'
      ? 'Found by the request id of API Gateway, which the function printed.'
      : 'Found by its time: the only invocation that began while the request was under way.';
  const isNamed = access?.fields?.some(([name]) => JOINS.includes(name)) ?? false;
  if (fn.joined === 'gateway-id' || isNamed || (!access && state === 'looking')) return how;
  return `${how} To be sure, add $context.integration.requestId to the format of the access log.`;
}
