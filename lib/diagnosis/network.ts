import type { GatewayStage } from '@/lib/apis/gateway/contract';
import type { ApiSummary } from '@/lib/core/api';
import type { UnreachableReason } from '@/lib/core/outcome';
import { type Cause, cause, evidence, next, type Words } from './cause';
import { certificateWords } from './certificate';
import type { Failed } from './exchange';
import { otherHost } from './other-host';

/** What is known of the address that was asked. */
export interface Address {
  /** The account's endpoint is an emulator's. */
  emulator: boolean;
  /** The address can be corrected by hand under Settings. */
  correctable: boolean;
  /** The API's default endpoint is switched off. */
  endpointDisabled: boolean;
  /** The custom domain that was asked; null for the API's own endpoint. */
  domain: string | null;
}

/** What a description of an API tells of the address that was asked. */
export function addressOf(
  failed: Failed,
  { api, stages, emulator }: { api: ApiSummary; stages: readonly GatewayStage[]; emulator: boolean },
): Address {
  const base = stages.find(({ name }) => name === failed.stage)?.base.url ?? null;
  const domain = otherHost(failed, base);
  return { emulator, correctable: emulator, domain, endpointDisabled: domain === null && api.endpointDisabled };
}

const WORDS: Record<Exclude<UnreachableReason, 'cancelled'>, Omit<Words, 'id'>> = {
  dns: {
    title: 'The name of the host is not known.',
    next: next(
      'The API may have been deleted or its default endpoint disabled. Read it again, or look at the DNS of this network.',
      { do: 'read-again' },
    ),
  },
  refused: {
    title: 'The connection was refused.',
    next: next('Nothing listens there. Look at the address under Request.'),
  },
  reset: {
    title: 'The connection was closed before an answer came.',
    next: next(
      'Send it again. If it stays, look at the integration, and at proxies and firewalls between here and the API.',
      { do: 'send-again' },
    ),
  },
  tls: {
    title: 'TLS could not be agreed on.',
    next: next('Look at the certificate of the custom domain or emulator, and at proxies that open TLS.'),
  },
  timeout: {
    title: 'No answer came within the time limit.',
    next: next('Raise the time limit under Settings, or look at what the integration waits for.', {
      do: 'request-tab',
      tab: 'settings',
    }),
  },
  blocked: {
    title: 'This address is not asked.',
    next: next('Signalbox only connects to the addresses of your APIs.'),
  },
  'malformed-answer': {
    title: 'What came back is not HTTP.',
    next: next('Something else may be listening on that port. Look at the address under Request.'),
  },
  network: {
    title: 'The network failed.',
    next: next('Look at the network, the VPN or the proxy, then send it again.', { do: 'send-again' }),
  },
};

/** Why no answer came; nothing where the person cancelled. */
export function networkCauses({ unreachable, request }: Failed, address: Address): Cause[] {
  if (!unreachable || unreachable.reason === 'cancelled') return [];
  const { reason, message } = unreachable;
  const told = message === '' ? null : evidence('network', 'What happened', message);
  const where = request?.connectedTo ?? request?.url ?? null;
  const asked = where === null ? null : evidence('request', 'Asked at', where);
  if (reason === 'refused' && address.emulator) return [emulatorDown([told, asked], address)];
  if (reason === 'dns') return [cause('certain', { ...dnsWords(message, address), evidence: [told, asked] })];
  if (reason === 'timeout' && /did not take the connection/.test(message)) return [notTaken([told, asked])];
  const certificate = reason === 'tls' ? certificateWords(message) : null;
  return [cause('certain', { id: reason, ...WORDS[reason], ...certificate, evidence: [told, asked] })];
}

function dnsWords(message: string, { endpointDisabled, domain }: Address): Words {
  if (/gave no answer/.test(message)) {
    return {
      id: 'dns-silent',
      title: 'The DNS server gave no answer about the host.',
      next: next('Look at the network, the VPN and their DNS, then send it again.', { do: 'send-again' }),
    };
  }
  if (endpointDisabled) {
    return {
      id: 'endpoint-disabled',
      title: 'The default endpoint of this API is disabled.',
      next: next('Call it through its custom domain.', { do: 'facts' }),
    };
  }
  if (domain === null) return { id: 'dns', ...WORDS.dns };
  return {
    id: 'dns',
    title: `There is no DNS entry for the domain ${domain}.`,
    next: next('Let DNS lead it to the target of the custom domain; it may take a while until that is known.', {
      do: 'facts',
    }),
  };
}

function emulatorDown(seen: (Cause['evidence'][number] | null)[], { correctable }: Address): Cause {
  const also = correctable ? ' If it runs elsewhere, correct the base address under Settings.' : '';
  return cause('certain', {
    id: 'emulator-down',
    title: 'The emulator does not run: the connection was refused.',
    evidence: seen,
    next: next(`Start it, then send it again.${also}`, { do: 'send-again' }),
  });
}

/** Packets that nobody answers: a private address, or a firewall between. */
function notTaken(seen: (Cause['evidence'][number] | null)[]): Cause {
  return cause('likely', {
    id: 'no-way-there',
    title: 'Nobody at that address takes the connection: it is private, or a firewall stands between.',
    evidence: seen,
    next: next('Look at the VPN, the proxy and the address under Request, then send it again.', { do: 'send-again' }),
  });
}
