import type { Tone } from '@/components/ui/badge';
import type { CustomDomain, DomainFacts, DomainMapping } from '@/lib/apis/domains/contract';
import { mappingFor, pathBehind } from '@/lib/core/domain-path';

/** Something said of a domain, and how grave it is. */
export interface Remark {
  tone: Tone;
  words: string;
}

const DAY_MS = 86_400_000;
/** ACM renews sixty days before the end; with half of that left something is in its way. */
const SOON_DAYS = 30;

/** Until when a certificate is good. */
export function expiryRemark(certificate: DomainFacts['certificate'], now: number): Remark {
  if (certificate.type === 'none') return { tone: 'plain', words: 'AWS names no certificate.' };
  if (certificate.type === 'failed') return { tone: 'plain', words: 'Until when it is good could not be read.' };
  const { expiresAt, status } = certificate;
  if (expiresAt === null) return { tone: 'warn', words: `Not issued yet${status ? `: ${status}` : ''}.` };
  const days = Math.floor((Date.parse(expiresAt) - now) / DAY_MS);
  if (days < 0) return { tone: 'bad', words: 'Expired' };
  if (days < SOON_DAYS) return { tone: 'warn', words: days === 1 ? 'Expires in 1 day' : `Expires in ${days} days` };
  return { tone: 'ok', words: `Good for ${days.toLocaleString('en-GB')} days` };
}

/** Where DNS leads. */
export function dnsRemark(dns: DomainFacts['dns']): Remark {
  if (dns.type === 'wildcard') return { tone: 'plain', words: 'A wildcard has no address of its own.' };
  if (dns.type === 'unresolved') return { tone: 'bad', words: dns.message };
  const at = dns.addresses.join(', ');
  switch (dns.leads) {
    case 'target':
      return { tone: 'ok', words: `${at}, as AWS wants it` };
    case 'loopback':
      return { tone: 'ok', words: `${at}, this machine` };
    case 'unknown':
      return { tone: 'plain', words: at };
    case 'elsewhere':
      return {
        tone: 'warn',
        words: `${at}, which is not where AWS wants it: perhaps a proxy or a CDN stands before it.`,
      };
  }
}

export function statusTone(status: string | null): Tone {
  if (status === null) return 'plain';
  return status === 'AVAILABLE' || status === 'SUCCESS' ? 'ok' : 'warn';
}

/** Which API answers at a typed address. */
export type Found =
  | { type: 'nothing-typed' }
  | { type: 'no-domain'; host: string }
  | { type: 'no-mapping'; domain: CustomDomain; path: string }
  | { type: 'found'; domain: CustomDomain; mapping: DomainMapping; path: string };

/** Looks an address up as API Gateway does: by host, a wildcard after the exact name, then the longest mapping. */
export function findAddress(domains: readonly CustomDomain[], typed: string): Found {
  const [, host = '', rest = ''] = /^(?:https?:\/\/|wss?:\/\/)?([^/?#:]*)(?::\d+)?([^?#]*)/i.exec(typed.trim()) ?? [];
  const name = host.toLowerCase();
  if (name === '') return { type: 'nothing-typed' };
  const wildcard = name.replace(/^[^.]+/, '*');
  const domain = domains.find((one) => one.name === name) ?? domains.find((one) => one.name === wildcard);
  if (!domain) return { type: 'no-domain', host: name };
  const path = rest === '' ? '/' : rest;
  const mapping = mappingFor(domain.mappings, path);
  if (!mapping) return { type: 'no-mapping', domain, path };
  return { type: 'found', domain, mapping, path: pathBehind(mapping, path) };
}
