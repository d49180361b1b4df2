'use client';

import { clsx } from 'clsx';
import { Lock, LockOpen } from 'lucide-react';
import { useSlot } from '@/components/store';
import { IconButton } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { lookOnly } from './marks';
import { useGuarded } from './use-guard';

const LABELS = {
  off: 'Read-only: off',
  on: 'Read-only: on, nothing that may change something is sent',
  started: 'Read-only: the console was started so',
};

/** The console may be used to look only. */
export function ReadOnlyButton() {
  const { readOnly } = useGuarded();
  const [, write] = useSlot(lookOnly);
  const Icon = readOnly === 'off' ? LockOpen : Lock;
  const change = () => {
    if (readOnly === 'started') return toast('The console was started with --read-only. Start it without to send.');
    write(readOnly === 'off');
    toast(readOnly === 'off' ? 'Read-only: what may change something is not sent.' : 'Read-only is off.');
  };
  return (
    <IconButton
      label={LABELS[readOnly]}
      aria-pressed={readOnly !== 'off'}
      icon={<Icon aria-hidden="true" size={16} />}
      onClick={change}
      className={clsx(readOnly !== 'off' && 'bg-warn-soft text-warn')}
    />
  );
}
