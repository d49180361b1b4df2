'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useCatalogue } from '@/components/shell/catalogue-store';
import { FailureCard } from '@/components/shell/failure';
import { kindLabel } from '@/components/shell/tree-line';
import { Count } from '@/components/ui/badge';
import { Dialog } from '@/components/ui/dialog';
import { SearchInput } from '@/components/ui/input';
import { Spinner } from '@/components/ui/spinner';
import type { AccountRef } from '@/lib/core/account';
import type { ApiSummary } from '@/lib/core/api';
import { apiKey } from '@/lib/core/keys';
import type { LogOwner, LogSource } from './log-source';
import { PlacesList } from './places-list';
import { logPlacesQuery } from './queries';

interface PickDialogProps {
  account: AccountRef;
  sources: readonly LogSource[];
  onShow: (owner: LogOwner, placeId: string, on: boolean) => void;
  onClose: () => void;
}

/** Of so many APIs the names are drawn; the field above finds the others. */
const MOST_APIS = 200;

/** The APIs of the account and, for each that is opened, its logs. */
export function PickDialog({ account, sources, onShow, onClose }: PickDialogProps) {
  const { apis } = useCatalogue();
  const [text, setText] = useState('');
  const found = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    const all = [...apis.values()].filter(({ name }) => name.toLowerCase().includes(wanted));
    return all.sort((a, b) => a.name.localeCompare(b.name)).slice(0, MOST_APIS);
  }, [apis, text]);
  return (
    <Dialog open onClose={onClose} title="Choose logs" className="max-w-xl">
      <SearchInput label="Find an API" value={text} onValue={setText} className="mb-3" />
      <ul aria-label="APIs" className="divide-y divide-line">
        {found.map((api) => (
          <Api
            key={apiKey(api)}
            api={api}
            account={account}
            sources={sources.filter(({ owner }) => apiKey(owner) === apiKey(api))}
            onShow={(id, on) => onShow({ kind: api.kind, id: api.id, name: api.name }, id, on)}
          />
        ))}
      </ul>
      {found.length === 0 ? <p className="text-muted">No API is called so.</p> : null}
    </Dialog>
  );
}

interface ApiProps {
  api: ApiSummary;
  account: AccountRef;
  sources: readonly LogSource[];
  onShow: (placeId: string, on: boolean) => void;
}

function Api({ api, account, sources, onShow }: ApiProps) {
  const [open, setOpen] = useState(sources.length > 0);
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex h-9 w-full items-center gap-2 rounded px-1 text-left hover:bg-hover"
      >
        <ChevronRight aria-hidden="true" size={13} className={open ? 'rotate-90 text-muted' : 'text-muted'} />
        <span className="min-w-0 truncate font-medium">{api.name}</span>
        <span className="text-2xs text-faint">{kindLabel(api)}</span>
        {sources.length > 0 ? <Count value={sources.length} label="chosen" /> : null}
      </button>
      {open ? <Places api={api} account={account} sources={sources} onShow={onShow} /> : null}
    </li>
  );
}

function Places({ api: { kind, id, name }, account, sources, onShow }: ApiProps) {
  const { data, error, isFetching, refetch } = useQuery(logPlacesQuery({ kind, id, account }));
  if (error) {
    return <FailureCard subject={name} failure={error.failure} onRetry={() => void refetch()} retrying={isFetching} />;
  }
  if (!data) {
    return (
      <p role="status" className="flex items-center gap-2 py-2 pl-6 text-muted">
        <Spinner /> Looking for its logs
      </p>
    );
  }
  return (
    <div className="pb-2 pl-6">
      <PlacesList places={data.places} sources={sources} onShow={(place, on) => onShow(place.id, on)} />
      {data.places.length === 0 ? <p className="py-1 text-muted text-xs">It has no logs of its own.</p> : null}
    </div>
  );
}
