'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import type { PropsFor } from './challenge';
import { StepForm } from './step-form';
import { fieldFailure, firstEmpty, restOf } from './use-task';

/** The temporary password is over: a new one, and what else the pool wants to know of the user. */
export function NewPassword(props: PropsFor<'new-password'>) {
  const { step, task, onAnswer, onBack } = props;
  const [password, setPassword] = useState('');
  const [attributes, setAttributes] = useState<Record<string, string>>({});
  const submit = () => {
    const wanted = step.attributes.map((name): [string, string, string] => [
      attributes[name] ?? '',
      name,
      'Fill this in.',
    ]);
    const missing = firstEmpty([[password, 'newPassword', 'Choose a new password.'], ...wanted]);
    if (missing) task.refuse(missing);
    else onAnswer({ type: 'new-password', password, attributes });
  };
  return (
    <StepForm
      intro="The password was a temporary one. Choose your own."
      action="Set the password"
      busy={task.busy}
      failure={restOf(task.failure, ['newPassword', ...step.attributes])}
      onSubmit={submit}
      aside={<Button onClick={onBack}>Back</Button>}
    >
      <Input
        label="New password"
        type="password"
        value={password}
        autoComplete="new-password"
        error={fieldFailure(task.failure, 'newPassword')}
        onChange={(event) => setPassword(event.target.value)}
      />
      {step.attributes.map((name) => (
        <Input
          key={name}
          label={name.replace(/^custom:/, '').replaceAll('_', ' ')}
          value={attributes[name] ?? ''}
          error={fieldFailure(task.failure, name)}
          onChange={(event) => setAttributes((before) => ({ ...before, [name]: event.target.value }))}
        />
      ))}
    </StepForm>
  );
}
