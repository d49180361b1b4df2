'use client';

import { useQuery } from '@tanstack/react-query';
import type { Dispatch } from 'react';
import { type Draft, keyFor, NO_KEY, PLANNED_KEY } from '@/components/console/draft/draft';
import type { DraftAction } from '@/components/console/draft/draft-reducer';
import type { DraftRoute } from '@/components/console/draft/draft-route';
import { NativeSelect } from '@/components/ui/native-select';
import type { GatewayStage, PlannedKey } from '@/lib/apis/gateway/contract';
import type { AccountRef } from '@/lib/core/account';
import { apiKeysQuery } from './api-keys-query';

interface PlannedKeysProps {
  account: AccountRef;
  route: DraftRoute;
  keys: readonly PlannedKey[];
  source: 'HEADER' | 'AUTHORIZER' | undefined;
  stage: GatewayStage | null;
  draft: Draft;
  dispatch: Dispatch<DraftAction>;
}

/** The API key that the route asks for, beside who one is. */
export function PlannedKeys({ source, ...props }: PlannedKeysProps) {
  return (
    <section aria-labelledby="planned-heading">
      <h2 id="planned-heading" className="mb-1 font-medium">
        API key
      </h2>
      {source === 'AUTHORIZER' ? (
        <p className="text-muted">It comes from what the Lambda authorizer answers; there is nothing to send for it.</p>
      ) : (
        <KeyChoice {...props} />
      )}
    </section>
  );
}

/** A key of the account, by name: its value goes from AWS to the API and is not shown here. */
function KeyChoice({ account, route, keys, stage, draft, dispatch }: Omit<PlannedKeysProps, 'source'>) {
  const { data } = useQuery(apiKeysQuery(account));
  const name = stage?.name ?? '';
  const fitting = keys.filter(({ stages }) => stages.includes(name));
  const planned = new Set(fitting.map(({ id }) => id));
  const others = (data ?? []).filter(({ id }) => !planned.has(id));
  const disabled = new Set((data ?? []).filter(({ enabled }) => !enabled).map(({ id }) => id));
  const items = [
    ...fitting.map(({ id, name: label }) => ({
      value: id,
      label: `${label} (${id})${disabled.has(id) ? ', disabled' : ''}`,
    })),
    ...others.map(({ id, name: label, enabled }) => ({
      value: id,
      label: `${label} (${id}), in no usage plan of ${name}${enabled ? '' : ', disabled'}`,
    })),
    { value: NO_KEY, label: 'None' },
  ];
  const chosen = keyFor(draft, route, keys, name) ?? NO_KEY;
  return (
    <>
      <NativeSelect
        label="API key"
        value={items.some(({ value }) => value === chosen) ? chosen : NO_KEY}
        items={items}
        onValue={(value) =>
          dispatch({ type: 'set', values: { keyId: value === fitting[0]?.id ? PLANNED_KEY : value } })
        }
        className="w-full max-w-md"
      />
      <p className="mt-1 text-faint text-xs">{inWords(chosen, planned, name)}</p>
    </>
  );
}

function inWords(chosen: string, planned: ReadonlySet<string>, stage: string): string {
  if (chosen === NO_KEY) {
    const none = planned.size === 0 ? `No key is in a usage plan of ${stage}. ` : '';
    return `${none}Without a key API Gateway answers 403.`;
  }
  if (!planned.has(chosen)) return `This key is in no usage plan of ${stage}, so API Gateway will answer 403.`;
  return 'Sent as x-api-key. Its value goes from AWS to the API and is not shown here.';
}
