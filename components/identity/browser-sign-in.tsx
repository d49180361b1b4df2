'use client';

import { ExternalLink } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { cancelFlow, finishFlow, startCode } from '@/app/auth-actions';
import { answered } from '@/components/shell/answer';
import type { CodeFlow, CodeStart, Tokens } from '@/lib/auth/sign-in/contract';
import { StepForm } from './step-form';
import { restOf, useTask } from './use-task';
import { Waiting } from './waiting';

interface BrowserSignInProps {
  /** What is asked; null while something is missing, and then `onMissing` is called. */
  start: CodeStart | null;
  onMissing: () => void;
  onTokens: (tokens: Tokens) => void;
  /** Fields in front of the button. `failure` names those that the server refused. */
  children: (failure: ReturnType<typeof useTask>['failure']) => ReactNode;
  /** Fields that show their own failure. */
  fields: readonly string[];
}

/** Signs in on the issuer's own page in another window, and waits for it. */
export function BrowserSignIn({ start, onMissing, onTokens, children, fields }: BrowserSignInProps) {
  const [flow, setFlow] = useState<CodeFlow | null>(null);
  const running = useRef<string | null>(null);
  const closed = useRef(false);
  const task = useTask();
  const cancel = useCallback(() => {
    if (running.current) void cancelFlow(running.current);
  }, []);
  useEffect(() => {
    closed.current = false;
    return () => {
      closed.current = true;
      cancel();
    };
  }, [cancel]);

  /** Where the window was closed while the server prepared the sign-in, there is nobody left to go on. */
  const reach = (begun: CodeFlow, page: Window | null) => {
    if (closed.current) {
      page?.close();
      cancel();
      return;
    }
    setFlow(begun);
    page?.location.replace(begun.url);
  };
  const begin = () => {
    if (!start) return onMissing();
    // Now, while the browser still sees the person's click; where it goes is known a moment later.
    const page = window.open('about:blank', '_blank');
    void task.run(async () => {
      try {
        const begun = await answered(startCode(start));
        running.current = begun.flow;
        reach(begun, page);
        return await answered(finishFlow(begun.flow));
      } catch (error) {
        if (running.current === null) page?.close();
        throw error;
      } finally {
        running.current = null;
        setFlow(null);
      }
    }, onTokens);
  };
  if (flow) {
    return (
      <Waiting
        text="Waiting for you to sign in in the other window. If it was closed or never opened, open it again."
        onCancel={cancel}
      >
        <a
          href={flow.url}
          target="_blank"
          rel="noreferrer"
          className="inline-flex h-8 items-center gap-2 rounded-md border border-line-strong bg-raised px-3 hover:bg-hover"
        >
          <ExternalLink aria-hidden="true" size={14} />
          Open the page again
        </a>
      </Waiting>
    );
  }
  return (
    <StepForm
      action="Sign in in a new window"
      busy={task.busy}
      failure={task.failure?.code === 'cancelled' ? null : restOf(task.failure, fields)}
      onSubmit={begin}
    >
      {children(task.failure)}
    </StepForm>
  );
}
