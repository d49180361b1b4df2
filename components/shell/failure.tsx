import { clsx } from 'clsx';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import type { Failure, FailureDetail } from '@/lib/core/error';

type Step = (detail: FailureDetail) => string;

/** What to do next, for each way to fail. The one place where this is said. */
const NEXT: Record<Failure['code'], Step> = {
  'invalid-input': () => 'Correct it and try again.',
  'not-found': () => 'It may have been deleted, or it belongs to another region or account. Choose it from the list.',
  'no-credentials': ({ command }) =>
    command
      ? 'Run this in a terminal, then try again.'
      : 'Choose another profile, or set one up with “aws configure”, then try again.',
  'expired-credentials': ({ command }) =>
    command ? 'Run this in a terminal, then try again.' : 'Renew the credentials, then try again.',
  'access-denied': ({ action, resource }) =>
    action
      ? `Ask for the permission ${action}${resource ? ` on ${resource}` : ''}, or choose a profile that has it.`
      : 'Ask for the missing permission, or choose another profile.',
  'sign-in-refused': () => 'Sign in again.',
  throttled: () => 'AWS limits how often this account may be asked. Wait a moment, then try again.',
  'timed-out': () => 'Try again. If it keeps happening, look at the network, the VPN or the proxy.',
  unreachable: () => 'Look at the network, the VPN or the proxy and at the endpoint, then try again.',
  'not-supported': () => 'This endpoint does not offer it. Everything else keeps working.',
  'too-large': () => 'Make it smaller and try again.',
  'read-only': () => 'Open the lock in the main bar to send what may change something.',
  cancelled: () => 'Try again when you are ready.',
  unexpected: () => 'Try again. The terminal in which Signalbox runs shows the details.',
};

export function nextStep(failure: Failure): string {
  return failure.detail?.next ?? NEXT[failure.code](failure.detail ?? {});
}

const WARNINGS: ReadonlySet<Failure['code']> = new Set([
  'throttled',
  'not-supported',
  'access-denied',
  'cancelled',
  'read-only',
]);

interface FailureCardProps {
  failure: Failure;
  /** What could not be read or done: "HTTP APIs", "Who you are". */
  subject?: string;
  onRetry?: (() => void) | undefined;
  retrying?: boolean;
  /** Further things to do. */
  children?: ReactNode;
  className?: string;
}

/** A failure in place: what is wrong, what to do next, the command that mends it. */
export function FailureCard({ failure, subject, onRetry, retrying, children, className }: FailureCardProps) {
  const { command } = failure.detail ?? {};
  const mild = WARNINGS.has(failure.code);
  const Icon = mild ? TriangleAlert : CircleAlert;
  return (
    <div
      role={mild ? 'status' : 'alert'}
      className={clsx('flex gap-3 rounded-lg border border-line-strong bg-raised p-3', className)}
    >
      <Icon aria-hidden="true" size={16} className={clsx('mt-0.5 shrink-0', mild ? 'text-warn' : 'text-bad')} />
      <div className="min-w-0 flex-1">
        <p className="break-words font-medium">
          {subject ? <span>{subject}: </span> : null}
          {failure.message}
        </p>
        <p className="mt-0.5 break-words text-muted">{nextStep(failure)}</p>
        {command ? <Command text={command} /> : null}
        {onRetry || children ? (
          <div className="mt-2 flex flex-wrap gap-2">
            {onRetry ? (
              <Button size="small" busy={retrying ?? false} onClick={onRetry}>
                Try again
              </Button>
            ) : null}
            {children}
          </div>
        ) : null}
      </div>
    </div>
  );
}

/** A command for a terminal, whole and ready to copy. */
export function Command({ text }: { text: string }) {
  return (
    <div className="mt-2 flex items-start gap-1 rounded-md border border-line bg-ground py-1 pr-1 pl-2.5">
      <code className="min-w-0 flex-1 select-all break-all py-0.5">{text}</code>
      <CopyButton what="command" text={text} size="small" />
    </div>
  );
}
