import { TriangleAlert } from 'lucide-react';

/** Nobody gets through at the address that AWS gave. */
export function DisabledEndpoint({ status }: { status: number }) {
  return (
    <div role="status" className="flex gap-3 rounded-lg bg-warn-soft p-3 text-warn">
      <TriangleAlert aria-hidden="true" size={16} className="mt-0.5 shrink-0" />
      <p>
        The default endpoint is disabled, so API Gateway answers {status} at the addresses below. Callers reach this API
        through a custom domain only.
      </p>
    </div>
  );
}

export function ipInWords(type: string | null): string | null {
  if (type === 'dualstack') return 'IPv4 and IPv6';
  return type === 'ipv4' ? 'IPv4 only' : type;
}
