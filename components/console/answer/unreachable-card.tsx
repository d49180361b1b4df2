import { CloudOff } from 'lucide-react';
import type { Exchange } from '@/components/console/exchange/exchange';
import type { UnreachableReason } from '@/lib/core/outcome';

const TITLES: Record<UnreachableReason, string> = {
  dns: 'The name of the host is not known',
  refused: 'The connection was refused',
  reset: 'The connection was closed before an answer came',
  tls: 'TLS could not be agreed on',
  timeout: 'No answer came within the time limit',
  cancelled: 'Cancelled',
  blocked: 'This address is not asked',
  'malformed-answer': 'What came back is not HTTP',
  network: 'The network failed',
};

const STEPS: Record<UnreachableReason, string> = {
  dns: 'The API may have been deleted or its default endpoint disabled. Refresh the description, or look at the DNS of this network.',
  refused:
    'Nothing listens there. With an emulator, see whether it runs and whether the base address under Settings is right.',
  reset: 'Send it again. If it stays, look at the integration, and at proxies and firewalls between here and the API.',
  tls: 'Look at the certificate of the custom domain or emulator, and at proxies that open TLS.',
  timeout: 'Raise the time limit under Settings, or look at what the integration waits for.',
  cancelled: 'Nothing more arrives. Whether the API did its work cannot be known from here.',
  blocked: 'Signalbox only connects to the addresses of your APIs.',
  'malformed-answer': 'Something else may be listening on that port. Look at the address under Request.',
  network: 'Look at the network, the VPN or the proxy, then send it again.',
};

/** Why no answer came, and what to do next. */
export function UnreachableCard({ unreachable }: { unreachable: NonNullable<Exchange['unreachable']> }) {
  const { reason, message } = unreachable;
  return (
    <div role="alert" className="m-4 flex gap-3 rounded-lg border border-line-strong bg-raised p-3">
      <CloudOff aria-hidden="true" size={16} className="mt-0.5 shrink-0 text-bad" />
      <div className="min-w-0">
        <p className="font-medium">{TITLES[reason]}</p>
        {message ? <p className="mt-0.5 break-words">{message}</p> : null}
        <p className="mt-0.5 text-muted">{STEPS[reason]}</p>
      </div>
    </div>
  );
}
