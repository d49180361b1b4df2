import { CloudOff } from 'lucide-react';
import type { Exchange } from '@/components/console/exchange/exchange';

/** A request that the person gave up before anything came. That is no failure, and still to be said. */
export function CancelledNote({ exchange: { unreachable } }: { exchange: Exchange }) {
  if (unreachable?.reason !== 'cancelled') return null;
  return (
    <div role="alert" className="m-4 flex gap-3 rounded-lg border border-line-strong bg-raised p-3">
      <CloudOff aria-hidden="true" size={16} className="mt-0.5 shrink-0 text-bad" />
      <div className="min-w-0">
        <p className="font-medium">Cancelled</p>
        {unreachable.message ? <p className="mt-0.5 break-words">{unreachable.message}</p> : null}
        <p className="mt-0.5 text-muted">
          Nothing more arrives. Whether the API did its work cannot be known from here.
        </p>
      </div>
    </div>
  );
}
