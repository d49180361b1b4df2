import { Badge } from '@/components/ui/badge';
import type { GatewayAuthorizer, GatewayRoute } from '@/lib/apis/gateway/contract';
import { Fact, FactList, FactsSection, Mono } from './facts-section';

const TYPES: Record<GatewayAuthorizer['type'], string> = {
  JWT: 'JWT',
  REQUEST: 'Lambda',
  TOKEN: 'Lambda, by token',
  COGNITO_USER_POOLS: 'Cognito user pool',
  unknown: 'Not known',
};

interface AuthorizerFactsProps {
  authorizers: readonly GatewayAuthorizer[];
  routes: readonly GatewayRoute[];
}

/** Who lets callers in, and where it is asked. */
export function AuthorizerFacts({ authorizers, routes }: AuthorizerFactsProps) {
  return (
    <FactsSection
      title="Authorizers"
      part="authorizers"
      none={authorizers.length === 0 ? 'It has none of its own.' : null}
    >
      <ul className="space-y-3">
        {authorizers.map((authorizer) => (
          <li key={authorizer.id} className="rounded-lg border border-line p-3">
            <div className="mb-2 flex items-center gap-2">
              <h3 className="font-medium">{authorizer.name}</h3>
              <Badge>{TYPES[authorizer.type]}</Badge>
            </div>
            <FactList>
              <Fact name="Issuer">{authorizer.issuer ? <Mono>{authorizer.issuer}</Mono> : null}</Fact>
              <Fact name="Audience">
                {authorizer.audience.length > 0 ? <Mono>{authorizer.audience.join(', ')}</Mono> : null}
              </Fact>
              <Fact name="Read from">
                {authorizer.identitySource.length > 0 ? <Mono>{authorizer.identitySource.join(', ')}</Mono> : null}
              </Fact>
              <Fact name="Must match">{authorizer.validation ? <Mono>{authorizer.validation}</Mono> : null}</Fact>
              <Fact name="Function">{authorizer.lambda ? <Mono>{authorizer.lambda}</Mono> : null}</Fact>
              <Fact name="Remembered for">
                {authorizer.ttlSeconds === null ? null : `${authorizer.ttlSeconds} seconds`}
              </Fact>
              <Fact name="Asked by">
                <Mono>{routesOf(authorizer, routes)}</Mono>
              </Fact>
            </FactList>
          </li>
        ))}
      </ul>
    </FactsSection>
  );
}

function routesOf(authorizer: GatewayAuthorizer, routes: readonly GatewayRoute[]): string {
  const asked = routes.filter((route) => route.authorizerId === authorizer.id);
  if (asked.length === 0) return 'no route';
  return asked
    .map((route) => (route.scopes.length > 0 ? `${route.key} (${route.scopes.join(', ')})` : route.key))
    .join(', ');
}
