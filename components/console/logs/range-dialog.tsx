'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';
import { fieldTime, type LogRange } from './log-range';

interface RangeDialogProps {
  range: LogRange;
  onRange: (range: LogRange) => void;
  onClose: () => void;
}

const HOUR = 3_600_000;

/** From one moment to another, by hand. Mounted while it is open. */
export function RangeDialog({ range, onRange, onClose }: RangeDialogProps) {
  const now = Date.now();
  const [from, setFrom] = useState(fieldTime(range.type === 'between' ? range.from : now - HOUR));
  const [to, setTo] = useState(fieldTime(range.type === 'between' ? range.to : now));
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  const wrong = Number.isNaN(begin) || Number.isNaN(end) ? 'Give both times.' : null;
  const problem = wrong ?? (begin >= end ? 'The end must be after the beginning.' : null);
  const read = () => {
    if (problem) return;
    onRange({ type: 'between', from: begin, to: end });
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Read from one time to another"
      className="max-w-sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={problem !== null} onClick={read}>
            Read
          </Button>
        </>
      }
    >
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          read();
        }}
      >
        <Input label="From" type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
        <Input
          label="To"
          type="datetime-local"
          value={to}
          error={problem}
          hint="In your own time zone."
          onChange={(event) => setTo(event.target.value)}
        />
        <button type="submit" className="hidden" aria-hidden="true" tabIndex={-1} />
      </form>
    </Dialog>
  );
}
