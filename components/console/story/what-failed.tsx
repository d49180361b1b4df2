import { CircleAlert } from 'lucide-react';
import { VisibleText } from '@/components/console/answer/visible-text';
import type { LambdaError } from '@/lib/core/lambda-log/error';
import type { StoryAccess, StoryLines } from '@/lib/logs/story/contract';
import { badSteps } from './execution-steps';
import { gatewayErrors } from './gateway-words';

interface WhatFailedProps {
  access: StoryAccess | null;
  execution: StoryLines | null;
  /** Of the function called so. */
  error: LambdaError | null;
  name: string;
}

/** What the logs say went wrong, before all else: the function's error, and the gateway's own words. */
export function WhatFailed({ access, execution, error, name }: WhatFailedProps) {
  const steps = badSteps(execution?.events ?? []).map((text): [string, string] => ['execution log', text]);
  const words = [...steps, ...(access ? gatewayErrors(access) : [])];
  if (!error && words.length === 0) return null;
  return (
    <div role="note" aria-label="What went wrong" className="border-line border-b bg-bad-soft px-4 py-2.5">
      {error ? (
        <div className="flex items-start gap-2">
          <CircleAlert aria-hidden="true" size={15} className="mt-0.5 shrink-0 text-bad" />
          <div className="min-w-0 flex-1">
            <p className="break-words">
              <span className="text-muted">{name}: </span>
              <span className="font-medium text-bad">
                {error.type ? (
                  <>
                    <VisibleText text={error.type} />:{' '}
                  </>
                ) : null}
                <VisibleText text={error.message} />
              </span>
            </p>
            <Stack lines={error.stack} />
          </div>
        </div>
      ) : null}
      {words.length > 0 ? (
        <dl
          className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-xs first:mt-0"
          aria-label="In the words of AWS"
        >
          {words.map(([variable, text]) => (
            <div key={text} className="contents">
              <dt className="font-mono text-muted">{variable}</dt>
              <dd className="min-w-0 break-words">
                <VisibleText text={text} />
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
    </div>
  );
}

function Stack({ lines }: { lines: readonly string[] }) {
  if (lines.length < 2) return null;
  return (
    <details className="mt-1">
      <summary className="cursor-default text-muted text-xs hover:text-ink">Stack</summary>
      <ol className="pt-1 font-mono text-xs">
        {lines.map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stack is replaced as a whole.
          <li key={at} className="whitespace-pre-wrap break-words">
            <VisibleText text={line} />
          </li>
        ))}
      </ol>
    </details>
  );
}
