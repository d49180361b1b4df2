import Link from 'next/link';
import { AuthFacts } from '@/components/console/appsync/auth-facts';
import { KeyFacts } from '@/components/console/appsync/key-facts';
import { MODES } from '@/components/console/appsync/modes';
import { FactsPage } from '@/components/console/facts/facts-page';
import { Fact, FactList, FactsSection, Mono } from '@/components/console/facts/facts-section';
import { ownerInWords } from '@/components/console/facts/owner-words';
import { Tags } from '@/components/console/facts/tags';
import { TimeText } from '@/components/console/facts/time-text';
import type { AppSyncMode } from '@/lib/apis/appsync-base/contract';
import type { EventsDetail } from '@/lib/apis/events/contract';

interface EventsFactsProps {
  detail: EventsDetail;
  hrefOf: (namespace: string) => string;
}

/** Everything about one Event API. */
export function EventsFacts({ detail, hrefOf }: EventsFactsProps) {
  const { api, endpoints, pinnedTo, problems, namespaces } = detail;
  return (
    <FactsPage name={api.name} problems={problems}>
      <FactsSection title="About">
        <FactList>
          <Fact name="Id">
            <Mono>{api.id}</Mono>
          </Fact>
          <Fact name="Publishing">{endpoints.http ? <Mono>{endpoints.http}</Mono> : 'Not known'}</Fact>
          <Fact name="Following">{endpoints.realtime ? <Mono>{endpoints.realtime}</Mono> : null}</Fact>
          <Fact name="Connected to">{pinnedTo ? <Mono>{pinnedTo}</Mono> : null}</Fact>
          <Fact name="Connecting">{modesInWords(detail.connect)}</Fact>
          <Fact name="Deployed by">{ownerInWords(api)}</Fact>
          <Fact name="Created">{api.createdAt ? <TimeText iso={api.createdAt} /> : null}</Fact>
          <Fact name="Log">{detail.log ?? 'Off'}</Fact>
          <Fact name="X-Ray">{detail.xray ? 'Traces requests' : 'Off'}</Fact>
        </FactList>
      </FactsSection>
      <FactsSection
        title="Channel namespaces"
        part="channel namespaces"
        none={namespaces.length === 0 ? 'It has none, so there is nothing to publish to.' : null}
      >
        <ul className="space-y-3">
          {namespaces.map((one) => (
            <li key={one.name} className="rounded-lg border border-line p-3">
              <h3 className="mb-2">
                <Link href={hrefOf(one.name)} className="font-mono text-xs hover:underline">
                  /{one.name}/*
                </Link>
              </h3>
              <FactList>
                <Fact name="Publishing">{modesInWords(one.publish)}</Fact>
                <Fact name="Following">{modesInWords(one.subscribe)}</Fact>
                <Fact name="Handlers">{one.handlers ? 'Run when something is published or followed' : null}</Fact>
              </FactList>
            </li>
          ))}
        </ul>
      </FactsSection>
      <AuthFacts auth={detail.auth} />
      <KeyFacts detail={detail} />
      <Tags tags={api.tags} />
    </FactsPage>
  );
}

/** Which modes let one do something: "with an API key or IAM". */
export function modesInWords(modes: readonly AppSyncMode[]): string {
  if (modes.length === 0) return 'Nobody may';
  return `With ${modes.map((mode) => MODES[mode].label).join(' or ')}`;
}
