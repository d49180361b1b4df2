'use client';

import { ExternalLink } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { cancelFlow, finishFlow, startDevice } from '@/app/auth-actions';
import { answered } from '@/components/shell/answer';
import { CopyButton } from '@/components/ui/copy-button';
import type { DeviceFlow, DeviceStart, Tokens } from '@/lib/auth/sign-in/contract';
import { StepForm } from './step-form';
import { useNow } from './use-now';
import { restOf, useTask } from './use-task';
import { Waiting } from './waiting';
import { countdown } from './who';

interface DeviceSignInProps {
  start: DeviceStart | null;
  onMissing: () => void;
  onTokens: (tokens: Tokens) => void;
  children: (failure: ReturnType<typeof useTask>['failure']) => ReactNode;
  fields: readonly string[];
}

/** Signs in on any device by a short code, and waits for it. */
export function DeviceSignIn({ start, onMissing, onTokens, children, fields }: DeviceSignInProps) {
  const [flow, setFlow] = useState<DeviceFlow | null>(null);
  const running = useRef<string | null>(null);
  const task = useTask();
  const closed = useRef(false);
  const stop = useCallback(() => {
    if (running.current) void cancelFlow(running.current);
  }, []);
  useEffect(() => {
    closed.current = false;
    return () => {
      closed.current = true;
      stop();
    };
  }, [stop]);

  const begin = () => {
    if (!start) return onMissing();
    void task.run(async () => {
      try {
        const begun = await answered(startDevice(start));
        running.current = begun.flow;
        if (closed.current) stop();
        else setFlow(begun);
        return await answered(finishFlow(begun.flow));
      } finally {
        running.current = null;
        setFlow(null);
      }
    }, onTokens);
  };
  if (flow) return <Code flow={flow} onCancel={stop} />;
  return (
    <StepForm
      action="Get a code"
      busy={task.busy}
      failure={task.failure?.code === 'cancelled' ? null : restOf(task.failure, fields)}
      onSubmit={begin}
    >
      {children(task.failure)}
    </StepForm>
  );
}

function Code({ flow, onCancel }: { flow: DeviceFlow; onCancel: () => void }) {
  const now = useNow(true);
  return (
    <Waiting text="Open the page on any device, enter the code there and sign in." onCancel={onCancel}>
      <div className="mr-auto flex w-full flex-wrap items-center gap-2">
        <code className="select-all rounded-md border border-line bg-ground px-3 py-1.5 font-semibold text-lg tracking-wider">
          {flow.userCode}
        </code>
        <CopyButton what="code" text={flow.userCode} />
        <span role="timer" aria-live="off" className="text-muted text-xs tabular-nums">
          good for {countdown(flow.expiresAt - now)}
        </span>
      </div>
      <a
        href={flow.verificationUriComplete ?? flow.verificationUri}
        target="_blank"
        rel="noreferrer"
        className="inline-flex h-8 min-w-0 items-center gap-2 rounded-md border border-line-strong bg-raised px-3 hover:bg-hover"
      >
        <ExternalLink aria-hidden="true" size={14} className="shrink-0" />
        <span className="min-w-0 truncate">{flow.verificationUri}</span>
      </a>
    </Waiting>
  );
}
