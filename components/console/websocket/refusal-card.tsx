'use client';

import { type ReactNode, useMemo } from 'react';
import { HeaderList } from '@/components/console/answer/header-list';
import { VisibleText } from '@/components/console/answer/visible-text';
import { CauseDetail } from '@/components/console/diagnosis/cause-detail';
import { CauseTitle, Looking, OtherCauses } from '@/components/console/diagnosis/cause-parts';
import { useCauses } from '@/components/console/diagnosis/use-causes';
import type { HeldLine } from '@/components/console/line/held-line';
import { JsonText } from '@/components/console/stream/json-text';
import type { WebSocketDetail, WebSocketRoute } from '@/lib/apis/websocket/contract';
import type { ApiRef } from '@/lib/core/api';
import type { AnswerHead } from '@/lib/core/outcome';
import type { Cause } from '@/lib/diagnosis/cause';
import type { Failed } from '@/lib/diagnosis/exchange';
import type { Seeker } from '@/lib/diagnosis/findings';
import { diagnoseHandshake } from '@/lib/diagnosis/websocket/diagnose';
import { sessionDeed } from './session-deed';

interface RefusalCardProps {
  api: ApiRef;
  line: HeldLine;
  detail: WebSocketDetail;
  connect: WebSocketRoute;
  /** Keep it the same while nothing changes. */
  failed: Failed;
  head: AnswerHead;
  /** How to look into its logs. */
  logs: ReactNode;
}

/** A handshake that opened nothing: why, what to do, and both sides of it as they went. */
export function RefusalCard(props: RefusalCardProps) {
  const { head, logs } = props;
  const { request } = props.failed;
  const body = props.failed.body ?? '';
  const { causes, looking } = useHandshakeCauses(props);
  const [first, ...others] = causes;
  const deed = ({ next: { action } }: Cause) => action && sessionDeed(action);
  return (
    <section
      aria-label="Why it was refused"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what is long is scrolled by key.
      tabIndex={0}
      className="max-h-[60%] shrink-0 overflow-y-auto border-line border-b bg-raised px-3 py-2 outline-offset-[-2px]"
    >
      <div className="flex items-start justify-between gap-2">
        <p className="font-medium">{`${head.status} ${head.reason}`.trim()}</p>
        {looking ? <Looking /> : null}
      </div>
      {first ? (
        <>
          <p className="mt-1 flex items-start gap-2">
            <CauseTitle cause={first} cut={false} />
          </p>
          <CauseDetail cause={first} deed={deed(first)} />
        </>
      ) : null}
      {others.length > 0 ? <OtherCauses causes={others} deed={deed} /> : null}
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

function useHandshakeCauses({ api, line, detail, connect, failed }: RefusalCardProps) {
  const rules = useMemo(
    () => (seeker: Seeker) => diagnoseHandshake(failed, { detail, connect }, seeker),
    [failed, detail, connect],
  );
  const at = failed.request?.headers.find(([name]) => /^sec-websocket-key$/i.test(name))?.[1] ?? '';
  return useCauses({ id: `${line.id} ${at}`, api, rules, look: true });
}

function Details({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="mt-1.5">
      <summary className="cursor-default text-muted text-xs hover:text-ink">{title}</summary>
      <div className="pt-1">{children}</div>
    </details>
  );
}
