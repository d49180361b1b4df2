'use client';

import type { ReactNode } from 'react';
import { clientCredentials } from '@/app/auth-actions';
import { answered } from '@/components/shell/answer';
import type { ClientCredentials, Tokens } from '@/lib/auth/sign-in/contract';
import { StepForm } from './step-form';
import { restOf, useTask } from './use-task';

interface ProgramSignInProps {
  asking: ClientCredentials | null;
  onMissing: () => void;
  onTokens: (tokens: Tokens) => void;
  children: (failure: ReturnType<typeof useTask>['failure']) => ReactNode;
  fields: readonly string[];
}

/** Tokens of a program that signs in as itself: no person is asked. */
export function ProgramSignIn({ asking, onMissing, onTokens, children, fields }: ProgramSignInProps) {
  const task = useTask();
  const submit = () => {
    if (!asking) return onMissing();
    void task.run(() => answered(clientCredentials(asking)), onTokens);
  };
  return (
    <StepForm action="Get a token" busy={task.busy} failure={restOf(task.failure, fields)} onSubmit={submit}>
      {children(task.failure)}
    </StepForm>
  );
}
