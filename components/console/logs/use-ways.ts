'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type StoryPlace, storyOfId } from '@/components/console/story/story-input';
import { useCatalogue } from '@/components/shell/catalogue-store';
import { goTo } from '@/components/shell/go-to';
import { placeHref } from '@/components/shell/place';
import { targetsQuery } from '@/components/shell/queries';
import { useAccount } from '@/components/shell/use-account';
import { toast } from '@/components/ui/toast';
import type { AccessLogRecord } from '@/lib/core/access-log/record';
import type { AccountRef } from '@/lib/core/account';
import { accountKey, apiKey } from '@/lib/core/keys';
import type { LogPlace } from '@/lib/logs/contract';
import { fillAgain, targetOf } from './again';
import { invocationOf, methodOf, routeOf } from './fields';
import type { WaysFromLine } from './log-detail';
import type { LogOwner, LogSource, NamedPlace } from './log-source';
import { logPlacesQuery } from './queries';

/** Kinds whose routes have a request builder. */
const SENT_TO = new Set(['http', 'rest']);

interface Ways {
  account: AccountRef;
  /** The logs of an API, as far as they were read. */
  placesOf: (owner: LogOwner) => readonly LogPlace[];
  /** Looks at one log more. */
  onAdd: (owner: LogOwner, place: NamedPlace) => void;
}

/** Where one can go from a line: to its route, to what the function behind it printed, and to such a request again. */
export function useWays({ account, placesOf, onAdd }: Ways) {
  const { place } = useAccount();
  const router = useRouter();
  const client = useQueryClient();
  const { routes } = useCatalogue();
  return ({ owner, place: log }: LogSource, record: AccessLogRecord | null): WaysFromLine => {
    const logged = record && routeOf(record);
    if (!record || logged === null) return { routeHref: null, onInvocation: null, onAgain: null, follow: null };
    const route = targetOf(record, routes.get(apiKey(owner)) ?? [])?.key ?? logged;
    const stage = record.text('stage') ?? log.stage;
    const { profile, region } = place;
    const logs = place.logs ?? '1';
    const routeHref = placeHref({ api: owner, profile, region, stage, route, logs });
    const printed = invocationIn(record, placesOf(owner), route);
    const showInvocation = ({ log: { id, exists }, word }: Invocation) => {
      // The first invocation of all may have made the log group after it was looked for.
      if (exists === false) void client.invalidateQueries(logPlacesQuery({ ...owner, account }));
      onAdd(owner, { id, word });
    };
    const sendAgain = async () => {
      const { kind, id } = owner;
      const read = await client.fetchQuery(targetsQuery({ kind, id, account })).catch(() => null);
      const target = read && targetOf(record, read);
      if (!target) {
        toast(read ? `The API has no route ${route} any more.` : 'The routes could not be read.', { tone: 'bad' });
        return;
      }
      fillAgain(`${accountKey(account)} ${apiKey(owner)} ${target.key}`, { route: target, record, stage });
      goTo(router, routeHref);
    };
    const onInvocation = printed && (() => showInvocation(printed));
    const onAgain = SENT_TO.has(owner.kind) && methodOf(record) !== null ? () => void sendAgain() : null;
    const api = { kind: owner.kind, id: owner.id, account };
    return { routeHref, onInvocation, onAgain, follow: followed(record, { api, routeKey: route, stage }) };
  };
}

/** Signalbox's own patience with a request whose line does not say how long it took. */
const LONGEST_MS = 30_000;

/** What the whole story of a line's request is found by. */
function followed(record: AccessLogRecord, place: StoryPlace & { stage: string | null }): WaysFromLine['follow'] {
  const id = record.text('requestId') ?? record.text('extendedRequestId');
  if (id === null) return null;
  const took = record.number('responseLatency') ?? LONGEST_MS;
  return (at) => storyOfId(id, { ...place, sentAt: at - took, answeredAt: at + took });
}

interface Invocation {
  log: LogPlace;
  /** The request id of the invocation. */
  word: string;
}

/** Where the function behind a line's route printed what it did for it. */
function invocationIn(record: AccessLogRecord, places: readonly LogPlace[], route: string): Invocation | null {
  const word = invocationOf(record);
  const functions = places.filter(({ role, destination }) => role === 'function' && destination?.type === 'group');
  const log =
    functions.find(({ routes }) => routes.includes(route)) ?? functions.find(({ routes }) => routes.length === 0);
  return log && word !== null ? { log, word } : null;
}
