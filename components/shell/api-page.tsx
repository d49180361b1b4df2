'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useEffect } from 'react';
import { Spinner } from '@/components/ui/spinner';
import type { Failure } from '@/lib/core/error';
import { apiKey } from '@/lib/core/keys';
import { learnRoutes, useKnownApi } from './catalogue-store';
import { FailureCard } from './failure';
import { NothingHere } from './nothing-here';
import { placeHref } from './place';
import { apiQuery } from './queries';
import { Title } from './title';
import { type AccountInUse, useAccount } from './use-account';
import { useSaidAlready } from './use-said-already';

const Loading = () => (
  <p role="status" className="flex items-center gap-2 p-4 text-muted">
    <Spinner /> Opening the console
  </p>
);

const ApiConsole = dynamic(() => import('@/components/console/api-console').then((module) => module.ApiConsole), {
  ssr: false,
  loading: Loading,
});

/** One API and its console, which is loaded when the first API is opened. */
export function ApiPage() {
  const inUse = useAccount();
  const { api } = inUse.place;
  return api ? <KnownPage key={apiKey(api)} api={api} inUse={inUse} /> : <NothingHere />;
}

interface KnownPageProps {
  api: { kind: string; id: string };
  inUse: AccountInUse;
}

function KnownPage({ api, inUse }: KnownPageProps) {
  const { kind, id } = api;
  const { account, source, place } = inUse;
  const known = useKnownApi(apiKey(api));
  const query = useQuery({
    ...apiQuery({ kind, id, account: account ?? { region: '' } }),
    enabled: account !== null,
  });
  const { data, error } = query;
  useEffect(() => {
    if (data && source) learnRoutes(source, { kind, id }, data.routes);
  }, [data, source, kind, id]);
  const name = data?.api.name ?? known?.name ?? id;
  // What was read once stays on screen, whatever a later reading says.
  const unread = error && !data ? error.failure : null;
  return (
    <>
      <Title>{place.route ? `${place.route} · ${name}` : name}</Title>
      <h1 className="sr-only">{name}</h1>
      {unread ? (
        <Unread name={name} failure={unread} inUse={inUse} again={() => void query.refetch()} busy={query.isFetching} />
      ) : (
        <ApiConsole kind={kind} id={id} />
      )}
    </>
  );
}

interface UnreadProps {
  name: string;
  failure: Failure;
  inUse: AccountInUse;
  again: () => void;
  busy: boolean;
}

function Unread({ name, failure, inUse, again, busy }: UnreadProps) {
  const { profile, region } = inUse.place;
  const saidAlready = useSaidAlready(inUse.account);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-ground p-4 md:p-8">
      {saidAlready(failure) ? (
        <p className="mx-auto max-w-3xl text-muted">{name} cannot be read until AWS knows who you are.</p>
      ) : (
        <FailureCard subject={name} failure={failure} onRetry={again} retrying={busy} className="mx-auto max-w-3xl">
          <Link
            href={placeHref({ profile, region })}
            className="inline-flex h-6 items-center rounded px-2 font-medium text-accent-strong text-xs hover:bg-hover"
          >
            Show all APIs
          </Link>
        </FailureCard>
      )}
    </div>
  );
}
