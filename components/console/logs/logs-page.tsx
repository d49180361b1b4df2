'use client';

import { useQueries } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useMemo, useState } from 'react';
import { useCatalogue } from '@/components/shell/catalogue-store';
import { FailureCard } from '@/components/shell/failure';
import { goTo } from '@/components/shell/go-to';
import { logsHref } from '@/components/shell/place';
import { useAccount } from '@/components/shell/use-account';
import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import type { AccountRef } from '@/lib/core/account';
import { apiKey } from '@/lib/core/keys';
import type { LogPlace } from '@/lib/logs/contract';
import { formatsOf } from './formats-of';
import { Picker } from './log-pane';
import { type LogOwner, type LogSource, type NamedPlace, nameSource, readSourceName } from './log-source';
import { LogView } from './log-view';
import { cannotBeRead, NothingToRead } from './nothing-to-read';
import { PickDialog } from './pick-dialog';
import { logPlacesQuery } from './queries';
import { useWays } from './use-ways';

interface NamedSource {
  kind: string;
  id: string;
  place: NamedPlace;
}

/** The logs of any APIs and stages of the account at once; which ones stands in the address. */
export function LogsPage() {
  const { account } = useAccount();
  return account ? <Logs account={account} /> : null;
}

function Logs({ account }: { account: AccountRef }) {
  const { place } = useAccount();
  const router = useRouter();
  const named = useNamed();
  const { sources, places, failures } = useNamedSources(named, account);
  const [choosing, setChoosing] = useState(false);
  const formats = useMemo(() => formatsOf([...places.values()].flat()), [places]);
  const show = (next: readonly NamedSource[]) =>
    goTo(
      router,
      logsHref(
        place,
        next.map((one) => nameSource(one, one.place)),
      ),
    );
  const without = (api: { kind: string; id: string }, id: string) =>
    named.filter((one) => apiKey(one) !== apiKey(api) || one.place.id !== id);
  const onShow = (owner: LogOwner, id: string, on: boolean) =>
    show(on ? [...named, { ...owner, place: { id, word: null } }] : without(owner, id));
  const waysFrom = useWays({
    account,
    placesOf: (owner) => places.get(apiKey(owner)) ?? [],
    onAdd: (owner, added) => show([...without(owner, added.id), { ...owner, place: added }]),
  });
  const readAll = sources.length > 0 || (named.length > 0 && failures.length === 0);
  return (
    <>
      {failures.map(({ name, failure }) => (
        <FailureCard key={name} subject={`The logs of ${name}`} failure={failure} className="m-3 mb-0" />
      ))}
      {readAll ? (
        <LogView
          account={account}
          sources={sources}
          formats={formats}
          waysFrom={waysFrom}
          fileName="logs"
          picker={<Picker sources={sources} onChoose={() => setChoosing(true)} />}
          empty={
            sources.length > 0 && cannotBeRead(sources) ? (
              <NothingToRead
                sources={sources}
                places={placesOfFirst(sources, places)}
                onShow={(id) => sources[0] && onShow(sources[0].owner, id, true)}
              />
            ) : null
          }
        />
      ) : (
        <div className="flex min-h-0 flex-1 flex-col justify-center bg-ground p-4">
          <Empty
            icon={<ScrollText aria-hidden="true" size={24} />}
            action={
              <Button variant="primary" onClick={() => setChoosing(true)}>
                Choose logs
              </Button>
            }
          >
            Choose the logs of any APIs and stages. Their lines are merged by time, and the address keeps which they
            are.
          </Empty>
        </div>
      )}
      {choosing ? (
        <PickDialog account={account} sources={sources} onShow={onShow} onClose={() => setChoosing(false)} />
      ) : null}
    </>
  );
}

/** What the address names, the same as long as it says the same. */
function useNamed(): NamedSource[] {
  const params = useSearchParams();
  const text = params.getAll('source').join('\n');
  return useMemo(() => text.split('\n').flatMap((one) => readSourceName(one) ?? []), [text]);
}

/** The logs that are named, as far as it is known where they are. */
function useNamedSources(named: readonly NamedSource[], account: AccountRef) {
  const { apis } = useCatalogue();
  const keys = [...new Set(named.map(apiKey))];
  const firsts = keys.flatMap((key) => named.find((one) => apiKey(one) === key) ?? []);
  const answers = useQueries({ queries: firsts.map(({ kind, id }) => logPlacesQuery({ kind, id, account })) });
  const nameOf = (api: { kind: string; id: string }) => apis.get(apiKey(api))?.name ?? api.id;
  const known = answers.map(({ data }) => data);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answers are compared one by one.
  const places = useMemo(
    () => new Map(keys.map((key, at) => [key, known[at]?.places ?? []] as const)),
    [keys.join('\n'), ...known],
  );
  const names = named.map(nameOf).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the catalogue only the names matter.
  const sources = useMemo(
    () =>
      named.flatMap(({ kind, id, place: { id: placeId, word } }): LogSource[] => {
        const place = places.get(apiKey({ kind, id }))?.find((one) => one.id === placeId);
        return place ? [{ owner: { kind, id, name: nameOf({ kind, id }) }, place, word }] : [];
      }),
    [named, places, names],
  );
  const failures = answers.flatMap(({ error }, at) => {
    const api = firsts[at];
    return error && api ? [{ name: nameOf(api), failure: error.failure }] : [];
  });
  return { sources, places, failures };
}

function placesOfFirst([first]: readonly LogSource[], places: ReadonlyMap<string, readonly LogPlace[]>) {
  return first ? (places.get(apiKey(first.owner)) ?? []) : [];
}
