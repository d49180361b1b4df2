'use client';

import { type FormEvent, useState } from 'react';
import { lineProof } from '@/components/console/diagnosis/line-proof';
import { useApiAddress } from '@/components/console/domains/api-address';
import type { HeldLine } from '@/components/console/line/held-line';
import { checkJson } from '@/components/console/viewer/json-check';
import type { Asked } from '@/components/identity/asked';
import { authFor } from '@/components/identity/auth-for';
import type { Identity } from '@/components/identity/identity';
import { readyIdentity } from '@/components/identity/use-ready-identity';
import { Failed } from '@/components/shell/answer';
import { Button } from '@/components/ui/button';
import { FieldError } from '@/components/ui/field-error';
import { Input } from '@/components/ui/input';
import { NativeSelect } from '@/components/ui/native-select';
import { TextArea } from '@/components/ui/text-area';
import type { EventsNamespace } from '@/lib/apis/events/contract';
import type { ApiRef } from '@/lib/core/api';
import { modesInWords } from './events-facts';
import { type Published, publishOverHttp } from './publish-over-http';
import type { EventsWhy } from './use-events-why';
import { WhyNot, WhyNotTaken } from './why-not';

interface PublishFormProps {
  api: ApiRef;
  namespace: EventsNamespace;
  line: HeldLine | null;
  asked: Asked;
  chosen: Identity;
  why: EventsWhy;
}

type Way = 'http' | 'line';
/** What was published, and what became of it. */
type Tried = Published & { channel: string; over: Way; mode: string | null };

/** One event for a channel, over HTTP or over the line. */
export function PublishForm({ api, namespace, line, asked, chosen, why }: PublishFormProps) {
  const [channel, setChannel] = useState(`/${namespace.name}/`);
  const [text, setText] = useState('{ "message": "hello" }');
  const [way, setWay] = useState<Way>('http');
  const [published, setPublished] = useState<Tried | null>(null);
  const [busy, setBusy] = useState(false);
  const problem = checkJson(text);
  const { through } = useApiAddress(api);

  const publish = async (): Promise<Published> => {
    const to = channel.trim().replace(/\/$/, '');
    if (way === 'http') {
      const identity = await readyIdentity(chosen);
      const auth = authFor(identity, asked);
      const { foresight } = lineProof(identity, asked, null);
      return publishOverHttp({ api, channel: to, events: [text], auth, ...through }, { identity, auth, foresight });
    }
    if (!line) return notSent('Connect first: there is no line to publish over.');
    const reply = await line.say({ type: 'publish', channel: to, events: [text] });
    return reply.ok ? { ok: true, words: 'Published over the line.' } : notSent(reply.failure.message);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const tried = { channel: channel.trim(), over: way, mode: asked.authorizerId };
    setPublished({ ...(await publish().catch(inWords)), ...tried });
    setBusy(false);
  };
  return (
    <form aria-label="Publish" onSubmit={submit} className="space-y-3">
      <h2 className="font-medium">Publish</h2>
      <Input label="Channel" mono value={channel} onChange={(event) => setChannel(event.target.value)} />
      <TextArea label="Event, as JSON" mono rows={6} value={text} onChange={(event) => setText(event.target.value)} />
      {problem ? <FieldError id="event-problem">{`This is not JSON: ${problem.message}`}</FieldError> : null}
      <div className="flex items-end gap-2">
        <NativeSelect
          label="Over"
          value={way}
          items={[
            { value: 'http', label: 'HTTP' },
            { value: 'line', label: 'The line' },
          ]}
          onValue={(value) => setWay(value as Way)}
          className="w-32"
        />
        <Button type="submit" busy={busy} disabled={problem !== null}>
          Publish
        </Button>
      </div>
      <p className="text-faint text-xs">{modesInWords(namespace.publish)}</p>
      <p role="status" className={published?.ok ? 'text-ok' : 'text-bad'}>
        {published?.words}
      </p>
      {published && !published.ok ? <Why {...{ published, line, why }} /> : null}
    </form>
  );
}

function Why({
  published,
  line,
  why,
}: {
  published: Extract<Tried, { ok: false }>;
  line: HeldLine | null;
  why: EventsWhy;
}) {
  const { failed, over, channel, mode } = published;
  if (over === 'line') return line ? <WhyNotTaken key={line.id} why={why} line={line} said="publish" /> : null;
  if (!failed) return null;
  return (
    <WhyNot
      key={failed.startedAt}
      {...{ why, failed, channel, mode }}
      id={`publish ${failed.startedAt}`}
      what="publish"
    />
  );
}

function inWords(error: unknown): Published {
  return notSent(error instanceof Failed ? error.failure.message : 'It could not be published.');
}

function notSent(words: string): Published {
  return { ok: false, words, failed: null };
}
