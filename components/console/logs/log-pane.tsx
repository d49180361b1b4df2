'use client';

import { useQuery } from '@tanstack/react-query';
import { Maximize2, X } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { FailureCard } from '@/components/shell/failure';
import { goTo } from '@/components/shell/go-to';
import { logsHref, placeHref } from '@/components/shell/place';
import { usePlace } from '@/components/shell/use-account';
import { Button, IconButton } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Spinner } from '@/components/ui/spinner';
import { tip } from '@/components/ui/tooltip';
import type { ApiRef } from '@/lib/core/api';
import type { LogPlace } from '@/lib/logs/contract';
import { formatsOf } from './formats-of';
import { type LogSource, type NamedPlace, nameSource, sourceLabel } from './log-source';
import { LogView } from './log-view';
import { paneLogs, readPaneLogs } from './logs-address';
import { cannotBeRead, NothingToRead } from './nothing-to-read';
import { PlacesList } from './places-list';
import { logPlacesQuery } from './queries';
import { useWays } from './use-ways';

interface LogPaneProps {
  api: ApiRef;
  name: string;
  /** The stage that is meant; null where the kind has none. */
  stage: string | null;
}

const NONE: readonly LogPlace[] = [];

/** The logs of one API, below its console: the access log of the stage that is open, and what else one chooses. */
export function LogPane({ api, name, stage }: LogPaneProps) {
  const place = usePlace();
  const router = useRouter();
  const { data, error, isFetching, refetch } = useQuery(logPlacesQuery(api));
  const places = data?.places ?? NONE;
  const [choosing, setChoosing] = useState(false);
  const named = useMemo(
    () => readPaneLogs(place.logs ?? '1') ?? usualOf(places, stage, place.route),
    [place.logs, place.route, places, stage],
  );
  const sources = useSources(named, places, { ...api, name });
  const formats = useMemo(() => formatsOf(places), [places]);
  const show = (next: readonly NamedPlace[]) => goTo(router, placeHref({ ...place, logs: paneLogs(next) }));
  const onShow = ({ id }: LogPlace, on: boolean) =>
    show(on ? [...named, { id, word: null }] : named.filter((one) => one.id !== id));
  const waysFrom = useWays({
    account: api.account,
    placesOf: () => places,
    onAdd: (_, added) => show([...named.filter((one) => one.id !== added.id), added]),
  });
  const choose = () => {
    setChoosing(true);
    // A log group may have come into being since it was looked for.
    void refetch();
  };
  const close = () => goTo(router, placeHref({ ...place, logs: null }));
  const everywhere = logsHref(
    place,
    named.map((one) => nameSource(api, one)),
  );
  if (!data) {
    return (
      <div className="p-3">
        {error ? (
          <FailureCard
            subject="The logs"
            failure={error.failure}
            onRetry={() => void refetch()}
            retrying={isFetching}
          />
        ) : (
          <p role="status" className="flex items-center gap-2 text-muted">
            <Spinner /> Looking for the logs
          </p>
        )}
      </div>
    );
  }
  return (
    <>
      <LogView
        account={api.account}
        sources={sources}
        formats={formats}
        waysFrom={waysFrom}
        fileName={`${name}-log`}
        picker={<Picker sources={sources} onChoose={choose} />}
        empty={
          cannotBeRead(sources) ? (
            <NothingToRead sources={sources} places={places} onShow={(id) => show([{ id, word: null }])} />
          ) : null
        }
      >
        <Link
          href={everywhere}
          aria-label="Open these logs on a page of their own"
          {...tip('Open these logs on a page of their own')}
          className="grid size-6 place-items-center rounded text-muted hover:bg-hover hover:text-ink"
        >
          <Maximize2 aria-hidden="true" size={13} />
        </Link>
        <IconButton
          size="small"
          label="Close the logs"
          keys="Alt+L"
          icon={<X aria-hidden="true" size={14} />}
          onClick={close}
        />
      </LogView>
      <Dialog open={choosing} onClose={() => setChoosing(false)} title={`Logs of ${name}`} className="max-w-xl">
        {data.problems.map(({ subject, failure }) => (
          <FailureCard key={subject} subject={subject} failure={failure} className="mb-3" />
        ))}
        <PlacesList places={places} sources={sources} onShow={onShow} />
        {places.length === 0 ? <p className="text-muted">This API has no logs of its own.</p> : null}
      </Dialog>
    </>
  );
}

/** Which logs are looked at; a press chooses others. */
export function Picker({ sources, onChoose }: { sources: readonly LogSource[]; onChoose: () => void }) {
  const [first] = sources;
  const more = sources.length - 1;
  const severalApis = new Set(sources.map(({ owner }) => `${owner.kind}/${owner.id}`)).size > 1;
  const label = first ? `${sourceLabel(first, severalApis)}${more > 0 ? ` and ${more} more` : ''}` : 'Choose logs';
  return (
    <Button size="small" hint="Choose the logs" onClick={onChoose} className="max-w-64">
      <span className="truncate">{label}</span>
    </Button>
  );
}

/** The access log of the stage that is meant; of an API without stages, what its gateway logs. */
function usualOf(places: readonly LogPlace[], stage: string | null, route: string | null): NamedPlace[] {
  const access = places.find((one) => one.role === 'access' && one.stage === stage);
  const found =
    access ??
    places.find(({ role }) => role === 'execution') ??
    places.find(({ routes }) => route !== null && routes.includes(route));
  return found ? [{ id: found.id, word: null }] : [];
}

/** The same array as long as it names the same. */
function useSources(named: readonly NamedPlace[], places: readonly LogPlace[], owner: LogSource['owner']): LogSource[] {
  const { kind, id, name } = owner;
  return useMemo(
    () =>
      named.flatMap(({ id: placeId, word }) => {
        const place = places.find((one) => one.id === placeId);
        return place ? [{ owner: { kind, id, name }, place, word }] : [];
      }),
    [named, places, kind, id, name],
  );
}
