import 'server-only';
import type { AuthContext } from '@/lib/auth/scheme';
import { ask } from '@/lib/egress/ask';
import type { ExchangeSink } from './kind';
import type { Outgoing } from './outgoing';
import { refuseChange } from './read-only';
import { rememberRedirect } from './redirects';
import { makeRequest } from './request';

/** Where what happens goes, and what an identity may ask of the account. */
export interface ExchangeContext {
  auth: AuthContext;
  signal: AbortSignal;
  sink: ExchangeSink;
}

/** Signs a request as its identity says, sends it, and puts everything that the API does into the sink. The same for every kind. */
export async function exchange(outgoing: Outgoing, { auth, signal, sink }: ExchangeContext): Promise<void> {
  await refuseChange(outgoing);
  const { question, shown } = await makeRequest(outgoing, auth);
  sink.event({ type: 'request', request: shown });
  const { timeoutMs, fresh } = outgoing;
  const outcome = await ask(
    { ...question, timeoutMs, fresh, signal },
    {
      head: (head) => sink.event({ type: 'head', head }),
      bytes: (chunk) => sink.bytes(chunk),
      drained: () => sink.drained(),
    },
  );
  if (outcome.type === 'unreachable') return sink.event(outcome);
  const download = outcome.end.download === null ? null : `/download/${outcome.end.download}`;
  sink.event({ type: 'end', ...outcome.end, download, redirect: rememberRedirect(outgoing, outcome.head) });
}
