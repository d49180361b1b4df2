import { FactsPage } from '@/components/console/facts/facts-page';
import { Fact, FactList, FactsSection, Mono } from '@/components/console/facts/facts-section';
import { ownerInWords } from '@/components/console/facts/owner-words';
import { Tags } from '@/components/console/facts/tags';
import { Badge } from '@/components/ui/badge';
import type { AppSyncDetail } from '@/lib/apis/appsync/contract';
import { AuthFacts } from './auth-facts';
import { KeyFacts } from './key-facts';
import { ResolverFacts } from './resolver-facts';

/** Everything about one GraphQL API of AppSync. */
export function AppSyncFacts({ detail }: { detail: AppSyncDetail }) {
  const { api, endpoints, pinnedTo, problems, domains, log } = detail;
  return (
    <FactsPage name={api.name} problems={problems}>
      <FactsSection title="About" aside={<Marks detail={detail} />}>
        <FactList>
          <Fact name="Id">
            <Mono>{api.id}</Mono>
          </Fact>
          <Fact name="GraphQL">{endpoints.graphql ? <Mono>{endpoints.graphql}</Mono> : 'Not known'}</Fact>
          <Fact name="Subscriptions">{endpoints.realtime ? <Mono>{endpoints.realtime}</Mono> : null}</Fact>
          <Fact name="Connected to">{pinnedTo ? <Mono>{pinnedTo}</Mono> : null}</Fact>
          <Fact name="Custom domains">
            {domains.length > 0 ? (
              <ul>
                {domains.map(({ name, status }) => (
                  <li key={name}>
                    <Mono>{name}</Mono> {status && status !== 'SUCCESS' ? <Badge tone="warn">{status}</Badge> : null}
                  </li>
                ))}
              </ul>
            ) : null}
          </Fact>
          <Fact name="Deployed by">{ownerInWords(api)}</Fact>
          <Fact name="Introspection">{detail.introspection ? 'Allowed' : 'Refused to callers'}</Fact>
          <Fact name="Query depth">{limitInWords(detail.queryDepthLimit, 'levels')}</Fact>
          <Fact name="Resolvers per request">{limitInWords(detail.resolverCountLimit, 'resolvers')}</Fact>
          <Fact name="Log">{logInWords(log)}</Fact>
          <Fact name="X-Ray">{detail.xray ? 'Traces requests' : 'Off'}</Fact>
        </FactList>
      </FactsSection>
      <AuthFacts auth={detail.auth} />
      <KeyFacts detail={detail} />
      <ResolverFacts detail={detail} />
      <Tags tags={api.tags} />
    </FactsPage>
  );
}

/** What sets an API apart from most. */
function Marks({ detail }: { detail: AppSyncDetail }) {
  return (
    <span className="flex gap-1.5">
      {detail.apiType === 'MERGED' ? <Badge>Merged from other APIs</Badge> : null}
      {detail.visibility === 'PRIVATE' ? <Badge tone="warn">Private: reached from a VPC endpoint only</Badge> : null}
    </span>
  );
}

function limitInWords(limit: number | null, of: string): string {
  return limit === null ? 'Not limited' : `${limit} ${of} at most`;
}

function logInWords(log: AppSyncDetail['log']): string {
  if (!log || log.level === 'NONE') return log ? 'Requests without their fields' : 'Off';
  const level = log.level === 'ALL' ? 'Every field' : `Fields, at the level ${log.level}`;
  return log.excludesVerbose ? `${level}, without headers, context and mapping` : level;
}
