'use client';

import dynamic from 'next/dynamic';
import { useOpenTask } from './identity-dialog';

const SignInDialog = dynamic(() => import('./sign-in-dialog').then((module) => module.SignInDialog), { ssr: false });
const RoleDialog = dynamic(() => import('./role-dialog').then((module) => module.RoleDialog), { ssr: false });
const PoolDialog = dynamic(() => import('./pool-dialog').then((module) => module.PoolDialog), { ssr: false });
const PasteDialog = dynamic(() => import('./paste-dialog').then((module) => module.PasteDialog), { ssr: false });

/** The window of the identity task that is open, loaded when it first is. */
export function IdentityDialogs() {
  const open = useOpenTask();
  if (!open) return null;
  const { place, task } = open;
  switch (task.type) {
    case 'sign-in':
      return <SignInDialog place={place} again={task.again ?? null} />;
    case 'assume-role':
      return <RoleDialog place={place} again={task.again ?? null} />;
    case 'identity-pool':
      return <PoolDialog place={place} again={task.again ?? null} />;
    case 'paste':
      return <PasteDialog place={place} again={task.again ?? null} />;
  }
}
