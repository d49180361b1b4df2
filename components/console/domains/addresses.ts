import type { CustomDomain, Through } from '@/lib/apis/domains/contract';
import type { GatewayBase } from '@/lib/apis/gateway/contract';
import { domainPlace, hostOf } from '@/lib/core/domain-path';

/** The choice of an address in a draft: which, and what stands for the asterisk of a wildcard. */
export interface AddressChoice {
  /** Empty: the stage's own, or where that is disabled the first domain. OWN_ADDRESS, or the place of a domain. */
  through: string;
  label: string;
}

export const OWN_ADDRESS = '-';

/** An address that leads to a stage by a custom domain. */
export interface StageAddress {
  /** `api.example.com/v1`, which also names it. */
  place: string;
  domain: string;
  key: string;
  wildcard: boolean;
  /** A caller needs a certificate of its own, which is not sent from here. */
  mutualTls: boolean;
}

/** The addresses by which AWS says that a stage is reached; `stage` null for AppSync. */
export function addressesOf(
  domains: readonly CustomDomain[],
  { apiId, stage }: { apiId: string; stage: string | null },
): StageAddress[] {
  return domains.flatMap(({ name, mappings, mutualTls }) =>
    mappings
      .filter((mapping) => mapping.apiId === apiId && mapping.stage === stage)
      .map(({ key }) => ({
        place: domainPlace(name, key),
        domain: name,
        key,
        wildcard: name.startsWith('*.'),
        mutualTls,
      })),
  );
}

/** The address that is meant; null for the stage's own. A domain that is gone counts as none. */
export function chosenAddress(
  { through }: AddressChoice,
  addresses: readonly StageAddress[],
  ownDisabled: boolean,
): StageAddress | null {
  const named = addresses.find(({ place }) => place === through);
  if (named) return named;
  const usable = addresses.find(({ wildcard, mutualTls }) => !wildcard && !mutualTls);
  return ownDisabled && through !== OWN_ADDRESS ? (usable ?? null) : null;
}

/** What goes to the server for a chosen place: names only. Nothing for the stage's own address. */
export function throughIn({ through, label }: AddressChoice): { through?: Through } {
  if (through === '' || through === OWN_ADDRESS) return {};
  const at = through.indexOf('/');
  const [domain, key] = at < 0 ? [through, ''] : [through.slice(0, at), through.slice(at + 1)];
  return { through: { domain, key, ...(domain.startsWith('*.') && label !== '' ? { label } : {}) } };
}

/** The address as it will be asked: an emulator is reached at its own port, under the domain's name. */
export function addressUrl(address: StageAddress, label: string, own: GatewayBase | null): string {
  const host = hostOf(address.domain, address.wildcard ? label || '…' : undefined) ?? address.domain;
  const place = domainPlace(host, address.key);
  const pinned = own?.pinnedTo ?? null;
  if (pinned === null) return `https://${place}`;
  const scheme = own?.url?.startsWith('https:') ? 'https' : 'http';
  const port = /:(\d+)$/.exec(pinned)?.[1];
  const [name = '', ...path] = place.split('/');
  return `${scheme}://${[port ? `${name}:${port}` : name, ...path].join('/')}`;
}
