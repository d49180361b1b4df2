import type { IncomingMessage } from 'node:http';
import type { World } from '@/sandbox/model';
import type { DomainMapping } from './model';

/** A request to a custom domain: where its mapping leads, or null where none takes the path. */
export interface AskedDomain {
  domainName: string;
  /** The path as the caller sent it, without the query. */
  path: string;
  /** What follows the mapping's key: empty, or from a slash on. */
  rest: string;
  mapping: DomainMapping | null;
  /** A caller must show a certificate of its own. */
  mutualTls: boolean;
}

/** Which custom domain of API Gateway a request names in its Host header; undefined where it names none. */
export function askedDomain(world: World, req: IncomingMessage): AskedDomain | undefined {
  const host = (req.headers.host ?? '').toLowerCase().replace(/:\d+$/, '');
  const path = (req.url ?? '/').split('?')[0] ?? '/';
  for (const account of world.accounts) {
    for (const region of account.regions.values()) {
      const domain = region.domains?.get(host) ?? region.domains?.get(host.replace(/^[^.]+/, '*'));
      if (domain) {
        return {
          domainName: host,
          path,
          mutualTls: domain.truststoreUri !== undefined,
          ...longest(domain.mappings, path),
        };
      }
    }
  }
}

/** The mapping with the longest key that the path begins with, segment by segment. */
function longest(mappings: readonly DomainMapping[], path: string): Pick<AskedDomain, 'mapping' | 'rest'> {
  const takes = ({ key }: DomainMapping) => key === '' || path === `/${key}` || path.startsWith(`/${key}/`);
  const mapping = mappings.filter(takes).sort((one, other) => other.key.length - one.key.length)[0];
  if (!mapping) return { mapping: null, rest: '' };
  return { mapping, rest: mapping.key === '' ? path : path.slice(mapping.key.length + 1) };
}
