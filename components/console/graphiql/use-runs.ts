'use client';

import type { Fetcher, FetcherReturnType } from '@graphiql/toolkit';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { mediaOf } from '@/components/console/answer/media';
import { type Exchange, headerOf } from '@/components/console/exchange/exchange';
import { exchanges } from '@/components/console/exchange/use-exchanges';
import type { HeldLine } from '@/components/console/line/held-line';
import { formatJson } from '@/components/console/viewer/format-json';
import { bodies } from '@/components/console/viewer/viewer-client';
import { readyIdentity } from '@/components/identity/use-ready-identity';
import { Failed } from '@/components/shell/answer';
import type { Failure } from '@/lib/core/error';
import { type Explained, explainAnswer } from './explain-answer';
import { followLine } from './follow-line';
import { headerPairs } from './operation-body';
import { documentOf, isSubscription, nameToRun } from './operation-text';
import type { GraphiqlPort, GraphqlOperation } from './port';
import { contradicts } from './schema/contradicts';
import type { KeptSchema } from './schema/schema-shelf';
import type { WhyRead } from './schema/use-schema';
import type { Operation } from './type-at';

/** What came of the last run of one tab. */
export interface TabRun {
  exchange: string | null;
  line: HeldLine | null;
  words: Explained[];
}

/** Where results go: GraphiQL's own editor and tab, which only exist below its provider. */
export interface ResultSink {
  tab(): string;
  show(tab: string, text: string): void;
}

/** What is known of the server's schema, and the way to read it anew. */
interface KnownSchema {
  kept: KeptSchema | null;
  read: (why: WhyRead) => void;
}

interface Answered {
  exchange: Exchange;
  text: string | null;
  /** Null where the operation does not parse, or the schema is not built. */
  known: Operation | null;
}

interface Observer {
  next(value: unknown): void;
  error(error: unknown): void;
  complete(): void;
}

/** What runs at a server, and what came of it. */
export interface Runs {
  fetcher: Fetcher;
  byTab: ReadonlyMap<string, TabRun>;
  sink: { current: ResultSink | null };
  /** Why the identity could not be renewed, and the way to go on without that. */
  failure: Failure | null;
  goAsItIs: () => void;
}

/** Longer answers are not laid out in GraphiQL's editor; they are in the viewer beside it. */
const MOST_CHARACTERS = 1024 * 1024;
const NOTHING: TabRun = { exchange: null, line: null, words: [] };

/** Runs operations as the chosen identity, through the one way by which requests go. */
export function useRuns(port: GraphiqlPort, { kept, read }: KnownSchema, schema: GraphQLSchema | null): Runs {
  const [byTab, setByTab] = useState<ReadonlyMap<string, TabRun>>(new Map());
  const [failure, setFailure] = useState<Failure | null>(null);
  const sink = useRef<ResultSink | null>(null);
  const asItIs = useRef(false);
  const following = useRef(new AbortController());
  useEffect(() => {
    const here = new AbortController();
    following.current = here;
    return () => here.abort();
  }, []);
  const put = (tab: string, run: Partial<TabRun>) =>
    setByTab((all) => new Map(all).set(tab, { ...NOTHING, ...(run.words ? all.get(tab) : null), ...run }));

  const run = useEffectEvent(async (typed: GraphqlOperation, observer: Observer, signal: AbortSignal) => {
    const tab = sink.current?.tab() ?? '';
    const show = (text: string) => sink.current?.show(tab, text);
    const document = documentOf(typed.query);
    const operation = { ...typed, operationName: nameToRun(document, typed.operationName) };
    const identity = asItIs.current ? port.who.chosen : await readyIdentity(port.who.chosen);
    asItIs.current = false;
    setFailure(null);
    if (signal.aborted) return;
    if (isSubscription(document, operation.operationName)) {
      if (!port.subscribe) throw new Error('This server takes no subscriptions here.');
      const line = port.subscribe(operation, identity);
      put(tab, { line });
      followLine(line, following.current.signal, (text) => show(laidOut(text)));
      // GraphiQL takes one operation at a time: the line goes on without it, so that a mutation can run beside it.
      return observer.complete();
    }
    const { start, input, body } = port.request(operation, identity);
    const id = exchanges.send(start, input, body);
    put(tab, { exchange: id });
    const exchange = await ended(id, start.place, signal);
    const text = await textOf(exchange);
    show(shownText(exchange, text));
    tell(tab, { exchange, text, known: facts(document, operation) });
    observer.complete();
  });
  const tell = (tab: string, { exchange, text, known }: Answered) => {
    const words = explainAnswer(exchange, text, { port, kept, operation: known });
    put(tab, { exchange: exchange.id, words });
    if (text !== null && contradicts(words, known)) read('hint');
  };
  const facts = (document: DocumentNode | null, { operationName }: GraphqlOperation) =>
    document && schema ? { schema, document, operationName } : null;
  const begin = useEffectEvent((operation: GraphqlOperation, observer: Observer, signal: AbortSignal) => {
    run(operation, observer, signal).catch((error: unknown) => {
      if (error instanceof Failed) setFailure(error.failure);
      observer.error({ message: error instanceof Error ? error.message : 'The operation did not run.' });
    });
  });
  const fetcher = useCallback<Fetcher>(({ query, variables, operationName }, options) => {
    const headers = headerPairs(options?.headers);
    const operation = { query, variables: variables ?? null, operationName: operationName ?? null, headers };
    return {
      subscribe(observer: Observer) {
        const abort = new AbortController();
        begin(operation, observer, abort.signal);
        return { unsubscribe: () => abort.abort() };
      },
    } as FetcherReturnType;
  }, []);
  return {
    fetcher,
    byTab,
    sink,
    failure,
    goAsItIs: () => {
      asItIs.current = true;
      setFailure(null);
    },
  };
}

/** The exchange once it has come to its end. Aborting cancels it, and then it ends as well. */
function ended(id: string, place: string, signal: AbortSignal): Promise<Exchange> {
  const cancel = () => exchanges.cancel(id);
  signal.addEventListener('abort', cancel, { once: true });
  return new Promise((resolve) => {
    const off = exchanges.subscribe(() => {
      const exchange = exchanges.list(place).find((one) => one.id === id);
      if (!exchange || exchange.running) return;
      off();
      signal.removeEventListener('abort', cancel);
      resolve(exchange);
    });
  });
}

/** The body as text; null for none, and for one that is too long to lay out. */
async function textOf(exchange: Exchange): Promise<string | null> {
  if (!exchange.bodyKept || exchange.received > MOST_CHARACTERS) return null;
  const { charset } = mediaOf(headerOf(exchange, 'content-type'));
  return (await bodies.text(exchange.id, charset, MOST_CHARACTERS)).text;
}

function shownText(exchange: Exchange, text: string | null): string {
  if (text !== null) return laidOut(text);
  return exchange.received > MOST_CHARACTERS ? '// The answer is long. It is under Exchange, whole.' : '';
}

function laidOut(text: string): string {
  try {
    JSON.parse(text);
    return formatJson(text);
  } catch {
    return text;
  }
}
