'use client';

import { useMemo } from 'react';
import { GraphiqlConsole } from '@/components/console/graphiql/graphiql-console';
import { localSlot, useSlot } from '@/components/store';
import type { AppSyncDetail } from '@/lib/apis/appsync/contract';
import type { AppSyncAuth } from '@/lib/apis/appsync-base/contract';
import type { ApiRef } from '@/lib/core/api';
import { accountKey, apiKey } from '@/lib/core/keys';
import { useAppSyncPort } from './use-appsync-port';

/** GraphiQL at an AppSync API, under the mode that was chosen last. Mount it anew for another API. */
export function AppSyncGraphiql({ api, detail }: { api: ApiRef; detail: AppSyncDetail }) {
  const key = `${accountKey(api.account)} ${apiKey(api)}`;
  const slot = useMemo(
    () =>
      localSlot<string | null>(`appsync-mode:${key}`, {
        fallback: null,
        parse: (value) => (typeof value === 'string' ? value : null),
      }),
    [key],
  );
  const [modeId, setModeId] = useSlot(slot);
  const auth = detail.auth.find(({ id }) => id === modeId) ?? detail.auth[0];
  if (!auth) return <p className="p-4 text-muted">This API lets nobody in by a way that is known here.</p>;
  return <Desk api={api} detail={detail} auth={auth} onMode={setModeId} />;
}

interface DeskProps {
  api: ApiRef;
  detail: AppSyncDetail;
  auth: AppSyncAuth;
  onMode: (id: string) => void;
}

function Desk(props: DeskProps) {
  return <GraphiqlConsole port={useAppSyncPort(props)} />;
}
