'use client';

import { clsx } from 'clsx';
import { Lock, LockOpen } from 'lucide-react';
import { IconButton } from '@/components/ui/button';
import { switchReadOnly } from './read-only';
import { useGuarded } from './use-guard';

const LABELS = {
  off: 'Read-only: off',
  on: 'Read-only: on, nothing that may change something is sent',
  started: 'Read-only: the console was started so',
};

/** The console may be used to look only. */
export function ReadOnlyButton() {
  const { readOnly } = useGuarded();
  const Icon = readOnly === 'off' ? LockOpen : Lock;
  return (
    <IconButton
      label={LABELS[readOnly]}
      aria-pressed={readOnly !== 'off'}
      icon={<Icon aria-hidden="true" size={16} />}
      onClick={switchReadOnly}
      className={clsx(readOnly !== 'off' && 'bg-warn-soft text-warn')}
    />
  );
}
