'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { CodeInput } from './code-input';
import type { PoolFlow } from './pool-flow';
import { StepForm } from './step-form';
import { fieldFailure, firstEmpty, restOf, useTask } from './use-task';

interface UnconfirmedUserProps {
  flow: PoolFlow;
  username: string;
  onBack: () => void;
  onDone: () => void;
}

/** A user who signed up and never entered the code: it can be entered here, or sent again. */
export function UnconfirmedUser({ flow, username, onBack, onDone }: UnconfirmedUserProps) {
  const [code, setCode] = useState('');
  const task = useTask();
  const { signUp } = flow;
  const back = <Button onClick={onBack}>Back</Button>;
  if (!signUp) {
    return (
      <StepForm
        intro={`${username} has not confirmed the sign-up yet. Confirm it in the app that the pool belongs to, then sign in here.`}
        action="Sign in"
        busy={false}
        failure={null}
        onSubmit={onDone}
        aside={back}
      />
    );
  }
  const resend = () =>
    void task.run(
      () => signUp.resend(username.trim()),
      (to) => toast(`A new code was sent to ${to ?? 'the address of the user'}`),
    );
  const confirm = () => {
    const missing = firstEmpty([[code, 'code', 'Enter the code.']]);
    if (missing) task.refuse(missing);
    else void task.run(() => signUp.confirm(username.trim(), code.trim()), onDone);
  };
  return (
    <StepForm
      intro={`${username} has not confirmed the sign-up yet. Enter the code that was sent then, or have a new one sent.`}
      action="Confirm and sign in"
      busy={task.busy}
      failure={restOf(task.failure, ['code'])}
      onSubmit={confirm}
      aside={
        <>
          {back}
          <Button onClick={resend}>Send a new code</Button>
        </>
      }
    >
      <CodeInput value={code} onValue={setCode} error={fieldFailure(task.failure, 'code')} />
    </StepForm>
  );
}
