'use client';

import { Eye, SendHorizontal, Unplug } from 'lucide-react';
import { useMemo, useState } from 'react';
import { WhyRefused } from '@/components/console/diagnosis/why-refused';
import { Fact, FactList, Mono } from '@/components/console/facts/facts-section';
import { TimeText } from '@/components/console/facts/time-text';
import type { HeldLine } from '@/components/console/line/held-line';
import { authFor } from '@/components/identity/auth-for';
import { readyIdentity } from '@/components/identity/use-ready-identity';
import { Failed } from '@/components/shell/answer';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { NativeSelect } from '@/components/ui/native-select';
import { TextArea } from '@/components/ui/text-area';
import type { ConnectionsInput, WebSocketDetail } from '@/lib/apis/websocket/contract';
import type { ApiRef } from '@/lib/core/api';
import type { Failed as FailedCall } from '@/lib/diagnosis/exchange';
import type { Seeker } from '@/lib/diagnosis/findings';
import { diagnoseConnections } from '@/lib/diagnosis/websocket/connections';
import { type ConnectionFacts, type Reached, reachConnection } from './connections-client';
import { FoundIds } from './found-ids';
import { sessionDeed } from './session-deed';
import { useSigners } from './use-signers';

interface ConnectionsPanelProps {
  api: ApiRef;
  detail: WebSocketDetail;
  stage: string;
  lines: readonly HeldLine[];
  /** A corrected base address, or another address of the stage. */
  where: Pick<ConnectionsInput, 'base' | 'through'>;
}

type Method = ConnectionsInput['method'];

/** Reaches one connection of the API as its backend would: post, look, disconnect. */
export function ConnectionsPanel({ api, detail, stage, lines, where }: ConnectionsPanelProps) {
  const { signers, asked } = useSigners();
  const [signerId, setSignerId] = useState('iam');
  const [connectionId, setConnectionId] = useState('');
  const [text, setText] = useState('{ "hello": "from the other side" }');
  const [busy, setBusy] = useState<Method | null>(null);
  const [reached, setReached] = useState<(Reached & Tried) | null>(null);
  const signer = signers.find(({ id }) => id === signerId) ?? signers[0];

  const reach = async (method: Method) => {
    const id = connectionId.trim();
    const tried = { method, connectionId: id };
    if (!signer || id === '') return setReached({ ...notSent('Give the id of a connection first.'), ...tried });
    setBusy(method);
    setReached(null);
    const to = { api, stage, method, connectionId: id, ...where };
    const body = method === 'POST' ? new TextEncoder().encode(text) : null;
    const asking = readyIdentity(signer).then((ready) =>
      reachConnection({ ...to, auth: authFor(ready, asked) }, body, ready),
    );
    setReached({ ...(await asking.catch(whyNot)), ...tried });
    setBusy(null);
  };
  return (
    <div className="space-y-4">
      <p className="text-muted">
        From the other side: what the API’s own backend does through <Mono>@connections</Mono> on the stage{' '}
        <Mono>{stage}</Mono>, signed by IAM.
      </p>
      <Input
        label="Connection id"
        mono
        value={connectionId}
        placeholder="L0SM9cOFvHcCIhw="
        onChange={(event) => setConnectionId(event.target.value)}
      />
      <FoundIds lines={lines} chosen={connectionId} onChoose={setConnectionId} />
      <div>
        <p aria-hidden="true" className="mb-1 text-muted text-xs">
          Signed by
        </p>
        <NativeSelect
          label="Signed by"
          value={signer?.id ?? ''}
          items={signers.map(({ id, label }) => ({ value: id, label }))}
          onValue={setSignerId}
          className="w-full max-w-60"
        />
      </div>
      <TextArea label="Text to post" mono rows={4} value={text} onChange={(event) => setText(event.target.value)} />
      <div className="flex flex-wrap gap-2">
        <Button
          icon={<SendHorizontal aria-hidden="true" size={14} />}
          busy={busy === 'POST'}
          onClick={() => void reach('POST')}
        >
          Post
        </Button>
        <Button icon={<Eye aria-hidden="true" size={14} />} busy={busy === 'GET'} onClick={() => void reach('GET')}>
          Look at it
        </Button>
        <Button
          icon={<Unplug aria-hidden="true" size={14} />}
          busy={busy === 'DELETE'}
          onClick={() => void reach('DELETE')}
        >
          Disconnect it
        </Button>
      </div>
      <div role="status" aria-label="What became of it">
        {reached ? <Answer reached={reached} /> : null}
      </div>
      {reached && !reached.ok && reached.failed ? (
        <WhyNotReached {...{ api, detail }} tried={reached} failed={reached.failed} />
      ) : null}
    </div>
  );
}

/** What was tried, for whoever says why it came to nothing. */
interface Tried {
  method: Method;
  connectionId: string;
}

function notSent(words: string): Reached {
  return { ok: false, words, failed: null };
}

function whyNot(error: unknown): Reached {
  return notSent(error instanceof Failed ? error.failure.message : 'It could not be reached.');
}

interface WhyNotReachedProps extends Pick<ConnectionsPanelProps, 'api' | 'detail'> {
  tried: Tried;
  failed: FailedCall;
}

function WhyNotReached({ api, detail, tried: { method, connectionId }, failed }: WhyNotReachedProps) {
  const rules = useMemo(
    () => (one: FailedCall, seeker: Seeker) => diagnoseConnections(one, { detail, method, connectionId }, seeker),
    [detail, method, connectionId],
  );
  const id = `@connections ${failed.startedAt}`;
  return (
    <div className="overflow-hidden rounded-md border border-line border-b-0">
      <WhyRefused key={id} {...{ api, id, failed, rules }} deed={sessionDeed} />
    </div>
  );
}

function Answer({ reached }: { reached: Reached }) {
  return (
    <>
      <p className={reached.ok ? 'text-ok' : 'text-bad'}>{reached.words}</p>
      {reached.ok && reached.facts ? <Facts facts={reached.facts} /> : null}
    </>
  );
}

function Facts({ facts: { connectedAt, lastActiveAt, sourceIp, userAgent } }: { facts: ConnectionFacts }) {
  return (
    <div className="mt-2">
      <FactList>
        <Fact name="Connected at">{connectedAt ? <TimeText iso={connectedAt} /> : null}</Fact>
        <Fact name="Last active">{lastActiveAt ? <TimeText iso={lastActiveAt} /> : null}</Fact>
        <Fact name="Source IP">{sourceIp ? <Mono>{sourceIp}</Mono> : null}</Fact>
        <Fact name="User agent">{userAgent ? <Mono>{userAgent}</Mono> : null}</Fact>
      </FactList>
    </div>
  );
}
