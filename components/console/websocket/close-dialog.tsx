'use client';

import { type FormEvent, useId, useState } from 'react';
import type { HeldLine } from '@/components/console/line/held-line';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';

const MOST_REASON_BYTES = 123;

/** Ends a session with the closing handshake, a code and a reason. */
export function CloseDialog({ line, onDone }: { line: HeldLine; onDone: () => void }) {
  const form = useId();
  const [code, setCode] = useState('1000');
  const [reason, setReason] = useState('');
  const codeProblem = isSayable(Number(code))
    ? null
    : 'Codes to send are 1000 to 1014 without 1004 to 1006, and 3000 to 4999.';
  const long = new TextEncoder().encode(reason).length > MOST_REASON_BYTES;
  const close = (event: FormEvent) => {
    event.preventDefault();
    if (codeProblem || long) return;
    line.close({ cut: false, code: Number(code), reason });
    onDone();
  };
  return (
    <Dialog
      open
      onClose={onDone}
      title={`Close ${line.label.as}`}
      className="max-w-sm"
      footer={
        <Button type="submit" form={form} variant="primary">
          Close the session
        </Button>
      }
    >
      <form id={form} onSubmit={close} className="space-y-3">
        <Input
          label="Code"
          type="number"
          value={code}
          error={codeProblem}
          hint="1000 says that all is done. 3000 to 4999 are the application’s own."
          onChange={(event) => setCode(event.target.value)}
        />
        <Input
          label="Reason"
          value={reason}
          error={long ? 'A reason has at most 123 bytes.' : null}
          onChange={(event) => setReason(event.target.value)}
        />
      </form>
    </Dialog>
  );
}

/** RFC 6455 §7.4: some codes stand only for what happened without one. */
function isSayable(code: number): boolean {
  if (!Number.isInteger(code)) return false;
  return (code >= 3000 && code <= 4999) || (code >= 1000 && code <= 1014 && !(code >= 1004 && code <= 1006));
}
