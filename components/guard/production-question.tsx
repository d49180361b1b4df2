'use client';

import { useQuery } from '@tanstack/react-query';
import { ShieldAlert } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { apiQuery } from '@/components/shell/queries';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';
import { isChord } from '@/components/ui/use-shortcut';
import { redactUrl } from '@/lib/core/redact';
import { addressOf } from './address';
import { gate, type Question } from './gate';

/** The window in which the person gives their word: the name of what is marked, typed. */
export function ProductionQuestion({ question }: { question: Question }) {
  const { id, going, marks, messages } = question;
  const form = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const name = marks[0]?.name ?? '';
  const { data } = useQuery({ ...apiQuery(going.api), enabled: false });
  const confirm = () => {
    if (typed.trim() === name) return gate.answer(id, true);
    setWrong(true);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isChord(event.nativeEvent, 'Mod+Enter')) return;
    event.preventDefault(); // below, the same keys would cancel what waits here
    confirm();
  };
  const deed = messages ? 'the message' : going.test ? `test of ${going.method}` : going.method;
  return (
    <Dialog
      open
      onClose={() => gate.answer(id, false)}
      title={messages ? 'A message to production' : `${going.method} to production`}
      initialFocus={field}
      className="max-w-md"
      footer={
        <>
          <Button onClick={() => gate.answer(id, false)}>Cancel</Button>
          <Button type="submit" form={form} variant="danger" keys="Mod+Enter">
            Send {deed}
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
        className="space-y-4"
      >
        <p className="flex gap-2">
          <ShieldAlert aria-hidden="true" size={16} className="mt-0.5 shrink-0 text-bad" />
          <span>
            The {marks.map(({ what, name: one }) => `${what} ${one}`).join(' and the ')}{' '}
            {marks.length === 1 ? 'is' : 'are'} marked as production, and this may change something there.
          </span>
        </p>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
          <Fact name="Method">{messages ? 'Messages of this session' : deed}</Fact>
          <Fact name="Address">{redactUrl(addressOf(going, data))}</Fact>
          <Fact name="API">
            {data?.api.name ?? going.api.id}
            {going.stage === '' ? '' : `, stage ${going.stage}`}
          </Fact>
          <Fact name="As">
            <ul>
              {question.as.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </Fact>
        </dl>
        <Input
          ref={field}
          label={`Type ${name} to confirm`}
          mono
          value={typed}
          error={wrong ? `Nothing was sent: that is not ${name}.` : null}
          hint={messages ? 'Asked once for each session; further messages go at once.' : undefined}
          onChange={(event) => {
            setTyped(event.target.value);
            setWrong(false);
          }}
        />
      </form>
    </Dialog>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-words font-mono text-xs leading-5">{children}</dd>
    </>
  );
}
