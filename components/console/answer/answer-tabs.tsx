'use client';

import { type ComponentProps, useMemo, useState } from 'react';
import type { Exchange } from '@/components/console/exchange/exchange';
import { ScrollRegion } from '@/components/console/scroll-region';
import type { Story } from '@/components/console/story/story';
import { StoryActions } from '@/components/console/story/story-actions';
import { type StoryPlace, storyIds, storyInput } from '@/components/console/story/story-input';
import { StoryView } from '@/components/console/story/story-view';
import { type TabItem, Tabs } from '@/components/ui/tabs';
import type { AccountRef } from '@/lib/core/account';
import { BodyActions } from './body-actions';
import { BodyView } from './body-view';
import { curlOf } from './curl-of';
import { ExecutionLog } from './execution-log';
import { HeadersView } from './headers-view';
import type { BodyMode } from './media';
import { WireView } from './wire-view';

export type AnswerTab = 'body' | 'headers' | 'log' | 'logs' | 'request';

interface AnswerTabsProps {
  /** Which one is wished for; where it has nothing to show, the first. */
  tab: AnswerTab;
  onTab: (tab: AnswerTab) => void;
  exchange: Exchange;
  account: AccountRef;
  /** Where its logs are looked for, and what they said so far. */
  logs: { place: StoryPlace; story: Story | null };
}

/** Body, headers, what was logged of it, and the request that led to it. */
export function AnswerTabs({ tab: chosen, onTab, exchange, account, logs }: AnswerTabsProps) {
  const [mode, setMode] = useState<BodyMode | null>(null);
  const [finding, setFinding] = useState(false);
  const input = useMemo(() => (exchange.running ? null : storyInput(exchange, logs.place)), [exchange, logs.place]);
  const items = tabsOf(exchange);
  // Where nothing came back, what was sent is next to look at; logs are asked for by whoever opens them.
  const fallback = exchange.head ? 'body' : 'request';
  const tab = items.find(({ id }) => id === chosen)?.id ?? items.find(({ id }) => id === fallback)?.id;
  if (!tab) return <div className="flex-1 bg-ground" />;
  return (
    <Tabs
      label="Answer"
      items={items}
      value={tab}
      onValue={onTab}
      className="flex-1"
      aside={
        <>
          {tab === 'body' && hasBody(exchange) ? (
            <BodyActions exchange={exchange} mode={mode} onMode={setMode} onFind={() => setFinding(true)} />
          ) : null}
          {tab === 'logs' && input && logs.story ? (
            <StoryActions id={exchange.id} input={input} story={logs.story} />
          ) : null}
        </>
      }
    >
      {tab === 'body' ? (
        <Body exchange={exchange} mode={mode} finding={finding} onFinding={setFinding} onText={() => setMode('text')} />
      ) : (
        <Other tab={tab} {...{ exchange, account, input, logs }} />
      )}
    </Tabs>
  );
}

interface OtherProps extends Omit<AnswerTabsProps, 'onTab'> {
  tab: AnswerTab;
  input: ReturnType<typeof storyInput> | null;
}

/** What is not the body. */
function Other({ tab, exchange, account, input, logs }: OtherProps) {
  const { head, request, end } = exchange;
  if (tab === 'headers') return head ? <HeadersView head={head} /> : null;
  if (tab === 'logs') return <StoryView id={exchange.id} input={input} story={logs.story} />;
  if (tab === 'request') return request ? <WireView request={request} curl={curlOf(exchange, account)} /> : null;
  return (
    <ScrollRegion label="Execution log" className="bg-ground px-4 py-2">
      <ExecutionLog text={end?.log ?? ''} />
    </ScrollRegion>
  );
}

function tabsOf(exchange: Exchange): TabItem<AnswerTab>[] {
  const { head, request, end } = exchange;
  const answer: TabItem<AnswerTab>[] = head
    ? [
        { id: 'body', label: 'Body' },
        { id: 'headers', label: 'Headers', count: head.headers.length },
      ]
    : [];
  if (!request) return answer;
  // What API Gateway ran by itself wrote its log into the answer, and none at a stage.
  if (end?.log !== undefined) answer.push({ id: 'log', label: 'Execution log' });
  else if (isOfApi(exchange)) answer.push({ id: 'logs', label: 'Logs' });
  return [...answer, { id: 'request', label: 'Request' }];
}

/** A redirect that was followed may have led elsewhere, where the API has no logs of it. */
function isOfApi(exchange: Exchange): boolean {
  return exchange.draft !== null || storyIds(exchange).length > 0;
}

function hasBody(exchange: Exchange): boolean {
  return exchange.bodyKept && (exchange.received > 0 || exchange.running);
}

function Body(props: ComponentProps<typeof BodyView>) {
  if (hasBody(props.exchange)) return <BodyView {...props} />;
  return <p className="flex-1 bg-ground p-4 text-muted">{noBody(props.exchange)}</p>;
}

function noBody(exchange: Exchange): string {
  if (exchange.received === 0 && !exchange.end?.cut) return 'The answer has no body.';
  return exchange.received === 0 ? 'Nothing of the body arrived.' : 'The body is not kept any more.';
}
