'use client';

import { Eye, SendHorizontal, Unplug } from 'lucide-react';
import { useState } from 'react';
import { VisibleText } from '@/components/console/answer/visible-text';
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
import type { ConnectionsInput } from '@/lib/apis/websocket/contract';
import type { ApiRef } from '@/lib/core/api';
import { type ConnectionFacts, type Reached, reachConnection } from './connections-client';
import { FoundIds } from './found-ids';
import { useSigners } from './use-signers';

interface ConnectionsPanelProps {
  api: ApiRef;
  stage: string;
  lines: readonly HeldLine[];
  /** A corrected base address, or another address of the stage. */
  where: Pick<ConnectionsInput, 'base' | 'through'>;
}

type Method = ConnectionsInput['method'];

/** Reaches one connection of the API as its backend would: post, look, disconnect. */
export function ConnectionsPanel({ api, stage, lines, where }: ConnectionsPanelProps) {
  const { signers, asked } = useSigners();
  const [signerId, setSignerId] = useState('iam');
  const [connectionId, setConnectionId] = useState('');
  const [text, setText] = useState('{ "hello": "from the other side" }');
  const [busy, setBusy] = useState<Method | null>(null);
  const [reached, setReached] = useState<Reached | null>(null);
  const signer = signers.find(({ id }) => id === signerId) ?? signers[0];

  const reach = async (method: Method) => {
    const id = connectionId.trim();
    if (!signer || id === '') return setReached(refused('Give the id of a connection first.'));
    setBusy(method);
    setReached(null);
    const to = { api, stage, method, connectionId: id, ...where };
    const body = method === 'POST' ? new TextEncoder().encode(text) : null;
    const asking = readyIdentity(signer).then((ready) =>
      reachConnection({ ...to, auth: authFor(ready, asked) }, body, ready),
    );
    setReached(await asking.catch(whyNot));
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
    </div>
  );
}

function refused(words: string): Reached {
  return { ok: false, words, said: null };
}

function whyNot(error: unknown): Reached {
  return refused(error instanceof Failed ? error.failure.message : 'It could not be reached.');
}

function Answer({ reached }: { reached: Reached }) {
  return (
    <>
      <p className={reached.ok ? 'text-ok' : 'text-bad'}>{reached.words}</p>
      {reached.ok && reached.facts ? <Facts facts={reached.facts} /> : null}
      {reached.ok || reached.said === null ? null : (
        <pre className="mt-1 whitespace-pre-wrap break-all font-mono text-muted text-xs">
          <VisibleText text={reached.said} />
        </pre>
      )}
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
