import { domainPlace, mappingFor } from '@/lib/core/domain-path';
import { type Cause, cause, type Evidence, evidence, next } from './cause';
import type { Failed } from './exchange';
import { type DomainFound, type Found, type Seeker, unchecked } from './findings';

/** The host that was asked, where that is not the stage's own: a custom domain, or an address corrected by hand; else null. */
export function otherHost({ request }: Pick<Failed, 'request'>, base: string | null): string | null {
  const asked = hostOf(request?.url ?? null);
  const own = hostOf(base);
  if (asked === null || own === null || asked === own) return null;
  return /\.execute-api\.[^.]+\.amazonaws\.com(\.cn)?$/.test(asked) ? null : asked;
}

function hostOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).hostname : null;
}

/** A request that reached API Gateway under another host than the stage's own. */
export interface AtHost {
  failed: Failed;
  host: string;
  apiId: string;
  seeker: Seeker;
}

/** Why API Gateway answers Forbidden there before any API is asked; nothing where the domain leads where it should. */
export function hostCauses({ failed, host, apiId, seeker }: AtHost): Cause[] {
  const path = failed.request?.target.split('?')[0] ?? '/';
  const asked = evidence('request', 'Asked at', `${host}${path}`);
  const found = seeker.seek({ about: 'domain', host });
  if (!found?.ok) return [notKnown(found, asked, host)];
  if (found.value === null) return [notADomain(host, asked)];
  const { name, mutualTls, mappings } = found.value;
  if (mutualTls) return [clientCertificate(name, asked)];
  const mapping = mappingFor(mappings, path);
  if (mapping === null) return [noMapping(found.value, asked)];
  return mapping.apiId === apiId && mapping.stage === failed.stage ? [] : [elsewhere(found.value, mapping, asked)];
}

function notKnown(found: Found<unknown> | null, asked: Evidence, host: string): Cause {
  return cause('likely', {
    id: 'no-mapping',
    title: `No mapping of the domain ${host} takes this path, or the domain asks for a client certificate.`,
    evidence: [asked],
    next: next('Look at the domains of the API.', { do: 'facts' }),
    notChecked: unchecked(`What ${host} is`, found),
  });
}

function notADomain(host: string, asked: Evidence): Cause {
  return cause('likely', {
    id: 'wrong-host',
    title: `The account has no API and no custom domain called ${host} in this Region.`,
    evidence: [asked],
    next: next('Choose an address of the stage, or correct the base address under Settings.', {
      do: 'request-tab',
      tab: 'settings',
    }),
  });
}

function clientCertificate(name: string, asked: Evidence): Cause {
  return cause('certain', {
    id: 'client-certificate',
    title: `The domain ${name} asks for a client certificate (mutual TLS), and Signalbox has none to show.`,
    evidence: [asked, evidence('api', 'Mutual TLS', 'on')],
    next: next('Choose another address of the stage, or call it with a client that has a certificate.', {
      do: 'facts',
    }),
  });
}

/** Routing rules go before mappings, and are not read here. */
function byMappings({ routingMode }: DomainFound): Pick<Cause, 'certainty' | 'notChecked'> {
  const alone = routingMode === null || routingMode === 'API_MAPPING_ONLY';
  return alone
    ? { certainty: 'certain', notChecked: [] }
    : { certainty: 'likely', notChecked: ['The routing rules of the domain were not looked at.'] };
}

function noMapping(domain: DomainFound, asked: Evidence): Cause {
  const { name, mappings } = domain;
  const { certainty, notChecked } = byMappings(domain);
  const keys = mappings.map(({ key }) => `/${key}`).join(', ');
  return cause(certainty, {
    id: 'no-mapping',
    title: `No mapping of the domain ${name} takes this path.`,
    evidence: [asked, evidence('api', 'Mappings', keys || 'none')],
    next: next('Map the path to the stage, or choose another address of it.', { do: 'facts' }),
    notChecked,
  });
}

function elsewhere(domain: DomainFound, to: DomainFound['mappings'][number], asked: Evidence): Cause {
  const { certainty, notChecked } = byMappings(domain);
  return cause(certainty, {
    id: 'mapped-elsewhere',
    title: `${domainPlace(domain.name, to.key)} leads to the stage ${to.stage} of the API ${to.apiId}, and not to this one.`,
    evidence: [asked],
    next: next('Change the mapping, or choose another address of the stage.', { do: 'facts' }),
    notChecked,
  });
}
