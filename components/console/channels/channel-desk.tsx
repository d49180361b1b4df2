'use client';

import { Plug, Unplug } from 'lucide-react';
import { useMemo, useState } from 'react';
import { MODES } from '@/components/console/appsync/modes';
import { SourcesForm } from '@/components/console/auth/sources-form';
import { lineProof } from '@/components/console/diagnosis/line-proof';
import { useApiAddress } from '@/components/console/domains/api-address';
import type { HeldLine } from '@/components/console/line/held-line';
import { heldLines, useHeldLines, useLineState } from '@/components/console/line/held-lines';
import { LineBar } from '@/components/console/line/line-bar';
import { isLive } from '@/components/console/line/line-state';
import { StreamView } from '@/components/console/stream/stream-view';
import { appSyncPlace } from '@/components/identity/appsync-place';
import { authFor } from '@/components/identity/auth-for';
import { IdentityDialogs } from '@/components/identity/identity-dialogs';
import { IdentityNotice } from '@/components/identity/identity-notice';
import { IdentityPicker } from '@/components/identity/identity-picker';
import { useChosenIdentity } from '@/components/identity/use-identities';
import { useReadyIdentity } from '@/components/identity/use-ready-identity';
import { Button } from '@/components/ui/button';
import { Empty } from '@/components/ui/empty';
import { Select } from '@/components/ui/select';
import { Split } from '@/components/ui/split';
import type { AppSyncAuth } from '@/lib/apis/appsync-base/contract';
import type { EventsDetail, EventsNamespace } from '@/lib/apis/events/contract';
import type { ApiRef } from '@/lib/core/api';
import { accountKey, apiKey } from '@/lib/core/keys';
import { eventInRow } from './event-row';
import { FollowForm } from './follow-form';
import { PublishForm } from './publish-form';
import { type EventsWhy, useEventsWhy } from './use-events-why';
import { WhyNotOpen } from './why-not';

interface ChannelDeskProps {
  api: ApiRef;
  detail: EventsDetail;
  namespace: EventsNamespace;
}

/** One namespace: who one is, what one follows and publishes, and everything that comes. */
export function ChannelDesk({ api, detail, namespace }: ChannelDeskProps) {
  const place = `${accountKey(api.account)} ${apiKey(api)}`;
  const lines = useHeldLines(place);
  const line = lines.at(-1) ?? null;
  const [modeId, setModeId] = useState(() => firstMode(detail, namespace)?.id ?? null);
  const mode = detail.auth.find(({ id }) => id === modeId) ?? detail.auth[0];
  if (!mode) return <p className="p-4 text-muted">This API lets nobody in by a way that is known here.</p>;
  return <Desk {...{ api, detail, namespace, place, line, mode }} onMode={setModeId} />;
}

interface DeskProps extends ChannelDeskProps {
  place: string;
  line: HeldLine | null;
  mode: AppSyncAuth;
  onMode: (id: string) => void;
}

function Desk({ api, detail, namespace, place, line, mode, onMode }: DeskProps) {
  const at = useMemo(() => appSyncPlace(api, mode, detail), [api, mode, detail]);
  const why = useEventsWhy({ api, detail, chosen: mode, place: at, onMode });
  const { through } = useApiAddress(api);
  const chosen = useChosenIdentity(at);
  const ready = useReadyIdentity(chosen);
  const connect = () =>
    ready.whenReady((identity) => {
      if (line) heldLines.drop(line);
      const sent = lineProof(identity, at.asked, mode.id);
      const label = { place, as: identity.label, startedAt: Date.now(), about: {}, sent };
      heldLines.open(label, { api, auth: authFor(identity, at.asked), ...through });
    });
  return (
    <div className="@container flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-line border-b px-4 py-2.5">
        <span className="mr-auto truncate font-mono text-xs">/{namespace.name}/*</span>
        <Select
          label="Authorization"
          value={mode.id}
          items={detail.auth.map(({ id, mode: name }) => ({ value: id, label: MODES[name].label }))}
          onValue={onMode}
          className="h-9 w-44"
        />
        <IdentityPicker id="channel-identity" place={at} chosen={chosen} />
        <ConnectButton line={line} busy={ready.renewing} onConnect={connect} />
      </div>
      <IdentityNotice place={at} chosen={chosen} failure={ready.failure} onSendAnyway={ready.goAnyway} />
      <Split
        id="channels"
        label="Between channels and messages"
        initial={38}
        className="min-h-0 flex-1"
        first={
          <div className="h-full min-h-0 space-y-6 overflow-y-auto p-4">
            {at.asked.auth === 'lambda' ? (
              <SourcesForm account={api.account} who={{ place: at, chosen }} problems={[]} />
            ) : null}
            <FollowForm namespace={namespace} line={line} why={why} />
            <PublishForm {...{ api, namespace, line, chosen, why }} asked={at.asked} />
          </div>
        }
        second={line ? <Messages line={line} name={detail.api.name} why={why} /> : <Nothing onConnect={connect} />}
      />
      <IdentityDialogs />
    </div>
  );
}

function Messages({ line, name, why }: { line: HeldLine; name: string; why: EventsWhy }) {
  return (
    <section aria-label="Line" className="flex h-full min-h-0 flex-col">
      <LineBar line={line} />
      <WhyNotOpen key={line.id} why={why} line={line} />
      <StreamView
        store={line.store}
        label="Messages"
        fileName={name}
        words={eventInRow}
        empty={<Empty>Nothing has come yet.</Empty>}
      />
    </section>
  );
}

function Nothing({ onConnect }: { onConnect: () => void }) {
  return (
    <div className="flex h-full flex-col justify-center p-4">
      <Empty action={<Button onClick={onConnect}>Connect</Button>}>
        Connect to follow channels and to publish over the line.
      </Empty>
    </div>
  );
}

interface ConnectButtonProps {
  line: HeldLine | null;
  busy: boolean;
  onConnect: () => void;
}

function ConnectButton({ line, busy, onConnect }: ConnectButtonProps) {
  return line ? (
    <HeldButton line={line} busy={busy} onConnect={onConnect} />
  ) : (
    <Connect busy={busy} onConnect={onConnect} />
  );
}

function HeldButton({ line, busy, onConnect }: ConnectButtonProps & { line: HeldLine }) {
  const state = useLineState(line);
  if (!isLive(state)) return <Connect busy={busy} onConnect={onConnect} />;
  return (
    <Button size="large" icon={<Unplug aria-hidden="true" size={14} />} onClick={() => line.close()}>
      Disconnect
    </Button>
  );
}

function Connect({ busy, onConnect }: { busy: boolean; onConnect: () => void }) {
  return (
    <Button variant="primary" size="large" busy={busy} icon={<Plug aria-hidden="true" size={14} />} onClick={onConnect}>
      Connect
    </Button>
  );
}

/** A mode that opens a line and lets one follow this namespace; else the default. */
function firstMode(detail: EventsDetail, namespace: EventsNamespace): AppSyncAuth | undefined {
  const both = detail.auth.filter(({ mode }) => detail.connect.includes(mode) && namespace.subscribe.includes(mode));
  return both.find(({ isDefault }) => isDefault) ?? both[0] ?? detail.auth.find(({ isDefault }) => isDefault);
}
