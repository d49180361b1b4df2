'use client';

import { clsx } from 'clsx';
import { TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useId } from 'react';
import { Fact, FactList, Mono } from '@/components/console/facts/facts-section';
import { TimeText } from '@/components/console/facts/time-text';
import { nextStep } from '@/components/shell/failure';
import { Badge } from '@/components/ui/badge';
import { CopyButton } from '@/components/ui/copy-button';
import type { CustomDomain, DomainFacts, DomainMapping } from '@/lib/apis/domains/contract';
import type { ApiSummary } from '@/lib/core/api';
import { domainPlace } from '@/lib/core/domain-path';
import { dnsRemark, expiryRemark, type Remark, statusTone } from './domain-words';

const COLOURS = {
  plain: 'text-muted',
  accent: 'text-accent-strong',
  ok: 'text-ok',
  warn: 'text-warn',
  bad: 'text-bad',
};

interface DomainCardProps {
  domain: CustomDomain;
  /** Null until they are found out. */
  facts: DomainFacts | null;
  apiOf: (id: string) => ApiSummary | undefined;
  hrefOf: (api: ApiSummary, stage: string | null) => string;
}

/** One domain: how it stands, and which API answers at which of its paths. */
export function DomainCard({ domain, facts, apiOf, hrefOf }: DomainCardProps) {
  const id = useId();
  return (
    <article aria-labelledby={id} className="rounded-lg border border-line">
      <header className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-2.5">
        <h2 id={id} className="min-w-0 break-all font-medium font-mono">
          {domain.name}
        </h2>
        <Badge>{domain.service === 'appsync' ? 'AppSync' : 'API Gateway'}</Badge>
        {domain.status ? <Badge tone={statusTone(domain.status)}>{domain.status}</Badge> : null}
        {domain.endpointType ? <Badge>{domain.endpointType}</Badge> : null}
        {domain.mutualTls ? <Badge tone="warn">Mutual TLS</Badge> : null}
      </header>
      <div className="space-y-3 p-4">
        <Standing domain={domain} facts={facts} />
        <Mappings domain={domain} facts={facts} apiOf={apiOf} hrefOf={hrefOf} />
      </div>
    </article>
  );
}

function Standing({ domain, facts }: Pick<DomainCardProps, 'domain' | 'facts'>) {
  const { securityPolicy, certificateArn, target, routingMode } = domain;
  return (
    <FactList>
      <Fact name="State">{domain.statusMessage}</Fact>
      <Fact name="Certificate">
        {facts ? <Certificate certificate={facts.certificate} arn={certificateArn} /> : '…'}
      </Fact>
      <Fact name="DNS">{facts ? <Said remark={dnsRemark(facts.dns)} /> : '…'}</Fact>
      <Fact name="Should lead to">{target ? <Mono>{target}</Mono> : null}</Fact>
      <Fact name="Security policy">{securityPolicy ? <Mono>{securityPolicy}</Mono> : null}</Fact>
      <Fact name="Client certificate">
        {domain.mutualTls ? 'Callers must show one of their own. Signalbox has none, so it is not let in here.' : null}
      </Fact>
      <Fact name="Routing">
        {routingMode && routingMode !== 'API_MAPPING_ONLY'
          ? `${routingMode}: rules may lead elsewhere than the mappings below.`
          : null}
      </Fact>
    </FactList>
  );
}

function Certificate({ certificate, arn }: { certificate: DomainFacts['certificate']; arn: string | null }) {
  return (
    <>
      <Said remark={expiryRemark(certificate, Date.now())} />
      {certificate.type === 'read' && certificate.expiresAt ? (
        <span className="text-muted">
          , until <TimeText iso={certificate.expiresAt} />
        </span>
      ) : null}
      {certificate.type === 'failed' ? (
        <span className="text-muted">
          {' '}
          {certificate.failure.message} {nextStep(certificate.failure)}
        </span>
      ) : null}
      {arn ? (
        <span className="block text-faint">
          <Mono>{arn}</Mono>
        </span>
      ) : null}
    </>
  );
}

function Said({ remark: { tone, words } }: { remark: Remark }) {
  return (
    <span className={clsx('break-words', COLOURS[tone])}>
      {tone === 'warn' || tone === 'bad' ? (
        <TriangleAlert aria-hidden="true" size={13} className="mr-1 inline align-[-2px]" />
      ) : null}
      {words}
    </span>
  );
}

function Mappings({ domain, facts, apiOf, hrefOf }: DomainCardProps) {
  if (domain.mappings.length === 0) {
    return <p className="text-warn">It leads to no API, so a caller gets 403 Forbidden.</p>;
  }
  return (
    <div className="overflow-x-auto">
      <table aria-label={`Mappings of ${domain.name}`} className="w-full min-w-[30rem] border-collapse text-left">
        <thead className="text-muted">
          <tr className="border-line border-b">
            <th className="py-1.5 pr-4 font-normal">Address</th>
            <th className="py-1.5 pr-4 font-normal">API</th>
            <th className="py-1.5 font-normal">Stage</th>
          </tr>
        </thead>
        <tbody>
          {domain.mappings.map((mapping) => (
            <Mapping
              key={mapping.key}
              {...{ domain, mapping, hrefOf }}
              api={apiOf(mapping.apiId)}
              dead={facts?.dead[mapping.key] ?? null}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface MappingProps extends Pick<DomainCardProps, 'domain' | 'hrefOf'> {
  mapping: DomainMapping;
  api: ApiSummary | undefined;
  dead: string | null;
}

function Mapping({ domain, mapping, api, dead, hrefOf }: MappingProps) {
  const place = domainPlace(domain.name, mapping.key);
  return (
    <tr className="border-line border-b align-top last:border-b-0">
      <td className="py-1.5 pr-4">
        <span className="flex items-center gap-1">
          <Mono>{place}</Mono>
          <CopyButton what={`address ${place}`} size="small" text={`https://${place}`} />
        </span>
      </td>
      <td className="py-1.5 pr-4">
        {api ? (
          <Link href={hrefOf(api, mapping.stage)} className="hover:underline">
            {api.name}
          </Link>
        ) : (
          <Mono>{mapping.apiId}</Mono>
        )}
        {dead ? (
          <span className="block text-bad text-xs">
            <TriangleAlert aria-hidden="true" size={12} className="mr-1 inline align-[-2px]" />
            Leads nowhere. {dead}
          </span>
        ) : null}
      </td>
      <td className="py-1.5">{mapping.stage ? <Mono>{mapping.stage}</Mono> : null}</td>
    </tr>
  );
}
