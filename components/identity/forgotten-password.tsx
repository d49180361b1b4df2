'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { CodeInput } from './code-input';
import type { PoolFlow } from './pool-flow';
import { StepForm } from './step-form';
import { fieldFailure, firstEmpty, restOf, useTask } from './use-task';

interface ForgottenPasswordProps {
  flow: PoolFlow;
  username: string;
  /** Somebody who runs the pool has reset the password. */
  reset: boolean;
  onUsername: (username: string) => void;
  onBack: () => void;
  /** The new password is set. */
  onDone: (password: string) => void;
}

/** Has a code sent, then sets a new password with it. */
export function ForgottenPassword({ flow, username, reset, onUsername, onBack, onDone }: ForgottenPasswordProps) {
  const [sent, setSent] = useState<{ to: string | null } | null>(null);
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const task = useTask();
  const back = <Button onClick={onBack}>Back</Button>;
  const send = () => {
    const missing = firstEmpty([[username, 'username', 'Enter the user name.']]);
    if (missing) return task.refuse(missing);
    void task.run(
      () => flow.forgot(username.trim()),
      (to) => setSent({ to }),
    );
  };
  const set = () => {
    const missing = firstEmpty([
      [code, 'code', 'Enter the code.'],
      [password, 'newPassword', 'Choose a new password.'],
    ]);
    if (missing) return task.refuse(missing);
    void task.run(
      () => flow.reset(username.trim(), code.trim(), password),
      () => onDone(password),
    );
  };
  if (!sent) {
    return (
      <StepForm
        key="send"
        intro={
          reset
            ? 'The password was reset by whoever runs the pool. Have a code sent to set a new one.'
            : 'Cognito sends a code, with which you set a new password.'
        }
        action="Send a code"
        busy={task.busy}
        failure={restOf(task.failure, ['username'])}
        onSubmit={send}
        aside={back}
      >
        <Input
          label="User name"
          value={username}
          autoComplete="username"
          error={fieldFailure(task.failure, 'username')}
          onChange={(event) => onUsername(event.target.value)}
        />
      </StepForm>
    );
  }
  return (
    <StepForm
      key="set"
      intro={`The code was sent to ${sent.to ?? 'the address of the user'}.`}
      action="Set the password"
      busy={task.busy}
      failure={restOf(task.failure, ['code', 'newPassword'])}
      onSubmit={set}
      aside={
        <>
          {back}
          <Button onClick={send}>Send a new code</Button>
        </>
      }
    >
      <CodeInput value={code} onValue={setCode} error={fieldFailure(task.failure, 'code')} />
      <Input
        label="New password"
        type="password"
        value={password}
        autoComplete="new-password"
        error={fieldFailure(task.failure, 'newPassword')}
        onChange={(event) => setPassword(event.target.value)}
      />
    </StepForm>
  );
}
