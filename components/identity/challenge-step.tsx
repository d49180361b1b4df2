'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Input } from '@/components/ui/input';
import type { Failure } from '@/lib/core/error';
import type { AskingStep, ChallengeProps, PropsFor } from './challenge';
import { CodeInput } from './code-input';
import { NewPassword } from './new-password';
import type { PoolAnswer } from './pool-flow';
import { QrCode } from './qr-code';
import { StepForm } from './step-form';
import { fieldFailure, firstEmpty, restOf } from './use-task';

/** What a user pool asks after the password. */
export function ChallengeStep(props: ChallengeProps) {
  const { step } = props;
  switch (step.type) {
    case 'new-password':
      return <NewPassword {...props} step={step} />;
    case 'choose':
      return <Choose {...props} step={step} />;
    case 'set-up-app':
      return <SetUpApp {...props} step={step} />;
    case 'code':
      return <Code {...props} label="Code" intro={codeIntro(step)} answer={(code) => ({ type: 'code', code })} />;
    case 'set-up-email':
      return (
        <Code
          {...props}
          label="E-mail address"
          intro="The pool wants a second factor. Codes will be sent to this address."
          answer={(email) => ({ type: 'email', email })}
        />
      );
    case 'password':
      return (
        <Code
          {...props}
          secret
          label="Password"
          intro="The pool asks for the password."
          answer={(password) => ({ type: 'password', password })}
        />
      );
  }
}

function codeIntro({ by, destination }: Extract<AskingStep, { type: 'code' }>): string {
  if (by === 'app') return 'Enter the code that your authenticator app shows.';
  if (by === 'custom') return 'The pool asks a question of its own. Enter the answer.';
  const where = destination ?? (by === 'sms' ? 'your phone' : 'your e-mail address');
  return `A code was sent to ${where}.`;
}

// Amplify would take these for the end of the sign-in.
const NO_ADDRESS: Failure = {
  code: 'invalid-input',
  message: 'That is not an e-mail address.',
  detail: { field: 'code' },
};
const NO_CODE: Failure = {
  code: 'invalid-input',
  message: 'The code that the app shows has six digits.',
  detail: { field: 'code' },
};

interface CodeProps extends ChallengeProps {
  label: string;
  intro: string;
  secret?: boolean;
  answer: (text: string) => PoolAnswer;
}

function Code({ step, task, label, intro, secret, answer, onAnswer, onBack }: CodeProps) {
  const [text, setText] = useState('');
  const numeric = step.type === 'code' && step.by !== 'custom';
  const given = numeric ? text.replace(/\s+/g, '') : text;
  const submit = () => {
    const missing = firstEmpty([[given, 'code', `Enter the ${label.charAt(0).toLowerCase()}${label.slice(1)}.`]]);
    if (missing) task.refuse(missing);
    else if (step.type === 'set-up-email' && !given.includes('@')) task.refuse(NO_ADDRESS);
    else onAnswer(answer(given));
  };
  return (
    <StepForm
      intro={intro}
      action="Go on"
      busy={task.busy}
      failure={restOf(task.failure, ['code'])}
      onSubmit={submit}
      aside={<Button onClick={onBack}>Back</Button>}
    >
      <Input
        label={label}
        mono={numeric}
        type={secret ? 'password' : 'text'}
        value={text}
        autoComplete={numeric ? 'one-time-code' : secret ? 'current-password' : 'off'}
        {...(numeric ? { inputMode: 'numeric' } : {})}
        error={fieldFailure(task.failure, 'code')}
        onChange={(event) => setText(event.target.value)}
      />
    </StepForm>
  );
}

const NAMES: Record<string, string> = {
  SMS: 'A code by SMS',
  SMS_MFA: 'A code by SMS',
  SMS_OTP: 'A code by SMS',
  TOTP: 'An authenticator app',
  SOFTWARE_TOKEN_MFA: 'An authenticator app',
  EMAIL: 'A code by e-mail',
  EMAIL_OTP: 'A code by e-mail',
  PASSWORD: 'The password',
  PASSWORD_SRP: 'The password',
};

function Choose({ step, task, onAnswer, onBack }: PropsFor<'choose'>) {
  const [choice, setChoice] = useState(step.choices[0] ?? '');
  return (
    <StepForm
      intro={
        step.what === 'use' ? 'How do you want to prove who you are?' : 'The pool wants a second factor. Which one?'
      }
      action="Go on"
      busy={task.busy}
      failure={task.failure}
      onSubmit={() => onAnswer({ type: 'choice', choice })}
      aside={<Button onClick={onBack}>Back</Button>}
    >
      <fieldset className="space-y-1">
        <legend className="sr-only">Second factor</legend>
        {step.choices.map((one) => (
          <label key={one} className="flex items-center gap-2 rounded-md px-2 py-1 hover:bg-hover">
            <input
              type="radio"
              name="factor"
              value={one}
              checked={one === choice}
              onChange={() => setChoice(one)}
              className="accent-accent"
            />
            {NAMES[one] ?? one}
          </label>
        ))}
      </fieldset>
    </StepForm>
  );
}

function SetUpApp({ step, task, onAnswer, onBack }: PropsFor<'set-up-app'>) {
  const [code, setCode] = useState('');
  const submit = () => {
    const missing = firstEmpty([[code, 'code', 'Enter the code that the app shows.']]);
    const given = code.replace(/\s+/g, '');
    if (missing) task.refuse(missing);
    else if (!/^\d{6}$/.test(given)) task.refuse(NO_CODE);
    else onAnswer({ type: 'code', code: given });
  };
  return (
    <StepForm
      intro="The pool wants an authenticator app. Scan this with it, or type the key into it, then enter the code that it shows."
      action="Go on"
      busy={task.busy}
      failure={restOf(task.failure, ['code'])}
      onSubmit={submit}
      aside={<Button onClick={onBack}>Back</Button>}
    >
      <div className="flex flex-wrap items-center gap-4">
        <QrCode text={step.uri} label="QR code for the authenticator app" />
        <div className="min-w-0 flex-1">
          <p className="text-muted text-xs">Key</p>
          <div className="flex items-start gap-1">
            <code className="min-w-0 select-all break-all">{step.secretCode.replace(/.{4}(?=.)/g, '$& ')}</code>
            <CopyButton what="key" text={step.secretCode} size="small" />
          </div>
        </div>
      </div>
      <CodeInput value={code} onValue={setCode} error={fieldFailure(task.failure, 'code')} />
    </StepForm>
  );
}
