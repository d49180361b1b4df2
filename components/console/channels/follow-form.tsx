'use client';

import { X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { HeldLine } from '@/components/console/line/held-line';
import { useLineState } from '@/components/console/line/held-lines';
import { Button, IconButton } from '@/components/ui/button';
import { FieldError } from '@/components/ui/field-error';
import { Input } from '@/components/ui/input';
import type { EventsNamespace } from '@/lib/apis/events/contract';
import { modesInWords } from './events-facts';
import type { EventsWhy } from './use-events-why';
import { WhyNotTaken } from './why-not';

interface FollowFormProps {
  namespace: EventsNamespace;
  line: HeldLine | null;
  why: EventsWhy;
}

/** The channels that are followed, and a field for another. */
export function FollowForm({ namespace, line, why }: FollowFormProps) {
  const [channel, setChannel] = useState(`/${namespace.name}/*`);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const say = async (type: 'subscribe' | 'unsubscribe', to: string) => {
    if (!line) return setError('Connect first: channels are followed on a line.');
    setBusy(true);
    const reply = await line.say({ type, channel: to });
    setBusy(false);
    setError(reply.ok ? null : reply.failure.message);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void say('subscribe', channel.trim());
  };
  return (
    <form aria-label="Follow" onSubmit={submit}>
      <h2 className="mb-2 font-medium">Follow</h2>
      <div className="flex items-end gap-2">
        <Input
          label="Channel, or /* for all below"
          mono
          value={channel}
          onChange={(event) => setChannel(event.target.value)}
          className="flex-1"
        />
        <Button type="submit" busy={busy}>
          Subscribe
        </Button>
      </div>
      {error ? <FieldError id="follow-error">{error}</FieldError> : null}
      {line && error ? <WhyNotTaken key={line.id} why={why} line={line} said="subscribe" /> : null}
      <p className="mt-1 text-faint text-xs">{modesInWords(namespace.subscribe)}</p>
      {line ? <Followed line={line} onLeave={(one) => void say('unsubscribe', one)} /> : null}
    </form>
  );
}

function Followed({ line, onLeave }: { line: HeldLine; onLeave: (channel: string) => void }) {
  const { following } = useLineState(line);
  if (following.length === 0) return null;
  return (
    <ul aria-label="Followed channels" className="mt-2 flex flex-wrap gap-1.5">
      {following.map((one) => (
        <li key={one} className="flex items-center gap-1 rounded bg-chip py-0.5 pr-0.5 pl-2 font-mono text-xs">
          {one}
          <IconButton
            size="small"
            label={`Unsubscribe from ${one}`}
            icon={<X aria-hidden="true" size={12} />}
            onClick={() => onLeave(one)}
          />
        </li>
      ))}
    </ul>
  );
}
