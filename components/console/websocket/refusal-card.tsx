'use client';

import { ShieldX } from 'lucide-react';
import type { ReactNode } from 'react';
import { HeaderList } from '@/components/console/answer/header-list';
import { VisibleText } from '@/components/console/answer/visible-text';
import type { HeldLine } from '@/components/console/line/held-line';
import { JsonText } from '@/components/console/stream/json-text';
import type { Asked } from '@/components/identity/asked';
import type { WebSocketDetail, WebSocketRoute } from '@/lib/apis/websocket/contract';
import type { AnswerHead, WireRequest } from '@/lib/core/outcome';
import { refusalReason } from './refusal-words';

interface RefusalCardProps {
  line: HeldLine;
  detail: WebSocketDetail;
  connect: WebSocketRoute;
  asked: Asked;
  head: AnswerHead;
  body: string;
  request: WireRequest | null;
  /** How to look into its logs. */
  logs: ReactNode;
}

/** A handshake that opened nothing: why, most likely, what to do, and both sides of it as they went. */
export function RefusalCard({ line, detail, connect, asked, head, body, request, logs }: RefusalCardProps) {
  const { why, next } = refusalReason({
    head,
    body,
    request,
    stage: line.label.about.stage ?? '',
    stages: detail.stages.map(({ name }) => name),
    connect: {
      asked,
      keyRequired: connect.apiKeyRequired,
      authorizer: detail.authorizers.find(({ id }) => id === connect.authorizerId)?.name ?? null,
      integration: detail.integrations.find(({ id }) => id === connect.integrationId)?.label ?? null,
    },
  });
  return (
    <section
      aria-label="Why it was refused"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what is long is scrolled by key.
      tabIndex={0}
      className="max-h-[60%] shrink-0 overflow-y-auto border-line border-b bg-raised px-3 py-2 outline-offset-[-2px]"
    >
      <p className="flex items-start gap-2">
        <ShieldX aria-hidden="true" size={15} className="mt-0.5 shrink-0 text-bad" />
        <span className="min-w-0 break-words">
          <span className="font-medium">{`${head.status} ${head.reason}`.trim()}. </span>
          {why} <span className="text-muted">{next}</span>
        </span>
      </p>
      {body === '' ? null : (
        <div className="mt-2 rounded-md bg-ground px-2 py-1">
          <JsonText text={body} />
        </div>
      )}
      <div className="mt-2">{logs}</div>
      <Details title="Headers of the answer">
        <HeaderList headers={head.headers} label="Headers of the answer" />
      </Details>
      {request ? (
        <Details title="The request as it went, secrets masked">
          <p className="break-all border-line border-b py-1 font-mono text-xs">
            <VisibleText text={`${request.method} ${request.target} HTTP/1.1`} />
          </p>
          <HeaderList headers={request.headers} label="Headers of the request" />
        </Details>
      ) : null}
    </section>
  );
}

function Details({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="mt-1.5">
      <summary className="cursor-default text-muted text-xs hover:text-ink">{title}</summary>
      <div className="pt-1">{children}</div>
    </details>
  );
}
