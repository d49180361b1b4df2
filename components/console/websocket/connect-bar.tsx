'use client';

import { Plug, Stamp } from 'lucide-react';
import { presign } from '@/app/actions';
import { AddressPicker } from '@/components/console/domains/address-picker';
import type { AddressInUse } from '@/components/console/domains/use-address';
import { splitBase } from '@/components/console/request/split-base';
import { authFor } from '@/components/identity/auth-for';
import type { Identity } from '@/components/identity/identity';
import { IdentityPicker } from '@/components/identity/identity-picker';
import type { IdentityPlace } from '@/components/identity/identity-place';
import { readyIdentity } from '@/components/identity/use-ready-identity';
import { answered, Failed } from '@/components/shell/answer';
import { Button, IconButton } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Select } from '@/components/ui/select';
import { toast } from '@/components/ui/toast';
import type { GatewayStage } from '@/lib/apis/gateway/contract';
import type { WebSocketDetail } from '@/lib/apis/websocket/contract';
import type { ApiRef } from '@/lib/core/api';
import { encodeQuery } from '@/lib/core/query';
import { type ConnectDraft, connectOptions } from './connect-draft';

interface ConnectBarProps {
  api: ApiRef;
  detail: WebSocketDetail;
  stage: GatewayStage | null;
  draft: ConnectDraft;
  address: AddressInUse;
  onAddress: (through: string) => void;
  place: IdentityPlace;
  chosen: Identity;
  busy: boolean;
  onStage: (name: string) => void;
  onConnect: () => void;
}

/** The address, the stage, as whom, and the button that connects. */
export function ConnectBar(props: ConnectBarProps) {
  const { api, detail, stage, draft, address, place, chosen, busy, onStage, onConnect } = props;
  const { query } = connectOptions(draft);
  const wire = encodeQuery(query);
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-line border-b px-4 py-2.5">
      <Address address={address} stage={stage} onAddress={props.onAddress} query={wire === '' ? '' : `?${wire}`} />
      <Select
        label="Stage"
        value={stage?.name ?? null}
        items={detail.stages.map(({ name }) => ({ value: name, label: name }))}
        placeholder="No stage"
        onValue={onStage}
        className="h-9 w-28"
      />
      <IdentityPicker id="session-identity" place={place} chosen={chosen} />
      {chosen.kind === 'iam' || chosen.kind === 'held' ? (
        <IconButton
          size="large"
          variant="secondary"
          label="Copy presigned address"
          icon={<Stamp aria-hidden="true" size={15} />}
          onClick={() => void copySigned({ api, stage: stage?.name ?? '$default', draft, place, chosen })}
        />
      ) : null}
      <Button
        variant="primary"
        size="large"
        busy={busy}
        disabled={stage === null}
        icon={<Plug aria-hidden="true" size={14} />}
        onClick={onConnect}
      >
        Connect
      </Button>
    </div>
  );
}

function Address({
  address,
  stage,
  query,
  onAddress,
}: Pick<ConnectBarProps, 'address' | 'stage' | 'onAddress'> & { query: string }) {
  const { chosen } = address;
  const base = chosen ? address.base.replace(/^http/, 'ws') : address.base;
  const shown = splitBase(base, chosen ? '' : (stage?.name ?? ''));
  // What stands for the asterisk of a wildcard is asked for nowhere here.
  const addresses = address.addresses.filter(({ wildcard }) => !wildcard);
  return (
    <div className="flex h-9 min-w-56 flex-1 items-center rounded-md border border-line-strong bg-ground pr-0.5 pl-1.5 font-mono text-xs">
      <AddressPicker address={{ ...address, addresses }} own={stage?.base.url ?? null} onPick={onAddress} />
      <section
        aria-label="Address"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long address is scrolled by key.
        tabIndex={0}
        className="flex min-w-0 flex-1 items-center overflow-x-auto pl-1.5 whitespace-nowrap outline-none [scrollbar-width:none] focus-visible:outline-2 focus-visible:outline-accent"
      >
        <span className="text-muted">
          {base === '' ? <span className="font-sans">Address not known</span> : shown.before}
        </span>
        {shown.stage ? <span className="rounded bg-selected px-1 py-0.5 text-accent-strong">{shown.stage}</span> : null}
        {query}
      </section>
      <CopyButton what="address" text={base + query} />
    </div>
  );
}

interface Signed {
  api: ApiRef;
  stage: string;
  draft: ConnectDraft;
  place: IdentityPlace;
  chosen: Identity;
}

/** The signed address goes to the clipboard and nowhere else. */
async function copySigned({ api, stage, draft, place, chosen }: Signed): Promise<void> {
  const { query, base, through } = connectOptions(draft);
  try {
    const auth = authFor(await readyIdentity(chosen), place.asked);
    const address = await answered(presign({ api, stage, query, auth, base, through }));
    await navigator.clipboard.writeText(address);
    toast('Copied an address that opens connections for the next five minutes. Whoever has it can use it.');
  } catch (error) {
    const why =
      error instanceof Failed ? error.failure.message : 'The browser did not allow copying. Allow it and try again.';
    toast(why, { tone: 'bad' });
  }
}
