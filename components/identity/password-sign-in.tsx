'use client';

import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import type { Tokens } from '@/lib/auth/sign-in/contract';
import { ChallengeStep } from './challenge-step';
import { ForgottenPassword } from './forgotten-password';
import type { PoolFlow, PoolStep } from './pool-flow';
import { StepForm } from './step-form';
import { UnconfirmedUser } from './unconfirmed-user';
import { fieldFailure, firstEmpty, restOf, useTask } from './use-task';

interface PasswordSignInProps {
  /** Called once; mount anew for another app client. */
  open: () => PoolFlow;
  username: string;
  onTokens: (arrival: { tokens: Tokens; username: string; deviceKey: string | null }) => void;
  /** Where the password goes, in a sentence. */
  note: string;
}

/** A user name and a password, and whatever the pool asks after them. */
export function PasswordSignIn({ open, username: known, onTokens, note }: PasswordSignInProps) {
  const [flow] = useState(open);
  const [username, setUsername] = useState(known);
  const [password, setPassword] = useState('');
  const [step, setStep] = useState<PoolStep | { type: 'begin' } | { type: 'forgotten' }>({ type: 'begin' });
  // Each step begins empty: what was chosen or typed for the one before is no answer to the next of its sort.
  const [count, setCount] = useState(0);
  const task = useTask();
  useEffect(() => () => flow.end(), [flow]);

  const next = (reached: PoolStep) => {
    if (reached.type !== 'tokens') {
      setStep(reached);
      setCount((before) => before + 1);
      return;
    }
    setPassword('');
    onTokens({ tokens: reached.tokens, deviceKey: reached.deviceKey, username: username.trim() });
  };
  const begin = (word: string) => {
    const missing = firstEmpty([
      [username, 'username', 'Enter the user name.'],
      [word, 'password', 'Enter the password.'],
    ]);
    if (missing) task.refuse(missing);
    else void task.run(() => flow.begin(username.trim(), word), next);
  };
  const choose = () => {
    const missing = firstEmpty([[username, 'username', 'Enter the user name.']]);
    if (missing) task.refuse(missing);
    else void task.run(() => flow.begin(username.trim(), null), next);
  };
  const back = () => {
    task.forget();
    setStep({ type: 'begin' });
  };

  switch (step.type) {
    case 'begin':
      return (
        <StepForm
          action="Sign in"
          busy={task.busy}
          failure={restOf(task.failure, ['username', 'password'])}
          waiting="Signing in"
          onSubmit={() => begin(password)}
          aside={
            <>
              {flow.choice ? <Button onClick={choose}>Without a password</Button> : null}
              <Button onClick={() => setStep({ type: 'forgotten' })}>Forgotten password</Button>
            </>
          }
        >
          <Input
            label="User name"
            value={username}
            autoComplete="username"
            required
            error={fieldFailure(task.failure, 'username')}
            onChange={(event) => setUsername(event.target.value)}
          />
          <Input
            label="Password"
            type="password"
            value={password}
            autoComplete="current-password"
            required
            hint={note}
            error={fieldFailure(task.failure, 'password')}
            onChange={(event) => setPassword(event.target.value)}
          />
        </StepForm>
      );
    case 'forgotten':
    case 'reset-needed':
      return (
        <ForgottenPassword
          flow={flow}
          username={username}
          reset={step.type === 'reset-needed'}
          onUsername={setUsername}
          onBack={back}
          onDone={(word) => {
            back();
            begin(word);
          }}
        />
      );
    case 'unconfirmed':
      return <UnconfirmedUser flow={flow} username={username} onBack={back} onDone={() => begin(password)} />;
    case 'tokens':
      return null;
    default:
      return (
        <ChallengeStep
          key={count}
          step={step}
          task={task}
          onAnswer={(answer) => void task.run(() => flow.answer(answer), next)}
          onBack={back}
        />
      );
  }
}
