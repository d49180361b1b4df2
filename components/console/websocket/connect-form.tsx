'use client';

import { SourcesForm } from '@/components/console/auth/sources-form';
import type { DraftProblem } from '@/components/console/draft/draft-problems';
import { rowsAfter } from '@/components/console/draft/draft-reducer';
import { fieldId } from '@/components/console/request/field-id';
import { problemOf, type Sender } from '@/components/console/request/problem-of';
import { RowsTable } from '@/components/console/request/rows-table';
import { Input } from '@/components/ui/input';
import { Switch } from '@/components/ui/switch';
import type { WebSocketDetail, WebSocketRoute } from '@/lib/apis/websocket/contract';
import type { ApiRef } from '@/lib/core/api';
import type { ConnectDraft } from './connect-draft';
import { ConnectKey } from './connect-key';

interface ConnectFormProps {
  api: ApiRef;
  detail: WebSocketDetail;
  connect: WebSocketRoute;
  draft: ConnectDraft;
  problems: readonly DraftProblem[];
  who: Sender;
  onDraft: (draft: ConnectDraft) => void;
}

/** How the next session is opened, and how it stays open. */
export function ConnectForm({ api, detail, connect, draft, problems, who, onDraft }: ConnectFormProps) {
  const set = (values: Partial<ConnectDraft>) => onDraft({ ...draft, ...values });
  const { asked } = who.place;
  return (
    <div className="space-y-6">
      {asked.auth === 'lambda' ? <SourcesForm account={api.account} who={who} problems={[]} /> : null}
      {connect.apiKeyRequired ? (
        <ConnectKey account={api.account} keyId={draft.keyId} onKey={(keyId) => set({ keyId })} />
      ) : null}
      <Input
        label="Name of the session"
        value={draft.name}
        placeholder={who.chosen.label}
        hint="To tell sessions apart, such as alice and bob."
        onChange={(event) => set({ name: event.target.value })}
      />
      <section>
        <h2 className="font-medium">Query parameters</h2>
        <RowsTable
          list="query"
          noun="Query parameter"
          rows={draft.query}
          problems={problems}
          dispatch={(action) => set({ query: rowsAfter(draft.query, action) })}
        />
      </section>
      <section>
        <h2 className="font-medium">Headers</h2>
        <RowsTable
          list="headers"
          noun="Header"
          rows={draft.headers}
          problems={problems}
          dispatch={(action) => set({ headers: rowsAfter(draft.headers, action) })}
          suggestions={['Origin', 'User-Agent', 'Cookie', 'X-Forwarded-For']}
        />
      </section>
      <Input
        id={fieldId('subprotocols')}
        label="Subprotocols"
        mono
        value={draft.subprotocols}
        placeholder="chat.v2, chat.v1"
        hint="Offered in this order. $connect must answer with one of them, or the session does not open."
        error={problemOf(problems, 'subprotocols')}
        onChange={(event) => set({ subprotocols: event.target.value })}
      />
      <Staying draft={draft} problems={problems} set={set} />
      {who.chosen.kind === 'iam' || who.chosen.kind === 'held' ? (
        <div>
          <Switch
            label="Sign in the query"
            showLabel
            checked={draft.presigned}
            onChecked={(presigned) => set({ presigned })}
          />
          <p className="mt-1 text-faint text-xs">
            As browsers must, which cannot send headers. Else the headers are signed.
          </p>
        </div>
      ) : null}
      {detail.emulator ? (
        <Input
          id={fieldId('base')}
          label="Base address"
          mono
          value={draft.base}
          placeholder="wss://"
          hint="This account is an emulator’s, so the address is worked out. Correct it here if it is wrong."
          error={problemOf(problems, 'base')}
          onChange={(event) => set({ base: event.target.value.trim() })}
        />
      ) : null}
    </div>
  );
}

interface StayingProps {
  draft: ConnectDraft;
  problems: readonly DraftProblem[];
  set: (values: Partial<ConnectDraft>) => void;
}

/** What keeps a session open, and for how long one waits for it. */
function Staying({ draft, problems, set }: StayingProps) {
  return (
    <section className="space-y-3">
      <h2 className="font-medium">Staying connected</h2>
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1">
        <Switch label="Keep alive" showLabel checked={draft.keepAlive} onChecked={(keepAlive) => set({ keepAlive })} />
        {draft.keepAlive ? (
          <NumberField
            field="keep-alive"
            label="Ping after seconds of silence"
            value={draft.keepAliveSeconds}
            problems={problems}
            onValue={(keepAliveSeconds) => set({ keepAliveSeconds })}
          />
        ) : null}
      </div>
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1">
        <Switch label="Reconnect" showLabel checked={draft.reconnect} onChecked={(reconnect) => set({ reconnect })} />
        {draft.reconnect ? (
          <NumberField
            field="attempts"
            label="Attempts, further and further apart"
            value={draft.attempts}
            problems={problems}
            onValue={(attempts) => set({ attempts })}
          />
        ) : null}
      </div>
      <NumberField
        field="timeout"
        label="Time limit for connecting, in seconds"
        value={draft.timeoutMs / 1000}
        problems={problems}
        onValue={(seconds) => set({ timeoutMs: Math.round(seconds * 1000) })}
      />
    </section>
  );
}

interface NumberFieldProps {
  field: string;
  label: string;
  value: number;
  problems: readonly DraftProblem[];
  onValue: (value: number) => void;
}

function NumberField({ field, label, value, problems, onValue }: NumberFieldProps) {
  return (
    <Input
      id={fieldId(field)}
      label={label}
      type="number"
      step="any"
      value={Number.isNaN(value) ? '' : value}
      error={problemOf(problems, field)}
      onChange={(event) => onValue(event.target.valueAsNumber)}
      className="w-60"
    />
  );
}
