import type { ReactNode } from 'react';
import type { GatewayAuthorizer, GatewayRoute, GatewayStage } from '@/lib/apis/gateway/contract';

const PLAIN: Record<string, string> = {
  none: 'Nothing: anyone may call it.',
  iam: 'A SigV4 signature of somebody who has the permission execute-api:Invoke.',
  'api-key': 'An API key of a usage plan of the stage.',
  unknown: 'An authorization type that is not known here.',
};

const NAMES: Record<GatewayAuthorizer['type'], string> = {
  JWT: 'JWT authorizer',
  COGNITO_USER_POOLS: 'User pool authorizer',
  REQUEST: 'Lambda authorizer',
  TOKEN: 'Lambda authorizer',
  unknown: 'Authorizer',
};

interface AskedFactsProps {
  route: GatewayRoute;
  authorizer: GatewayAuthorizer | null;
  stage: GatewayStage | null;
}

/** What a route asks of whoever calls it. */
export function AskedFacts({ route, authorizer, stage }: AskedFactsProps) {
  if (PLAIN[route.auth]) return <p className="text-muted">{PLAIN[route.auth]}</p>;
  if (!authorizer) return <p className="text-muted">Its authorizer could not be read.</p>;
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
      <Fact name={NAMES[authorizer.type]}>{authorizer.name}</Fact>
      {authorizer.type === 'COGNITO_USER_POOLS' ? (
        <Fact name="Takes">{route.scopes.length > 0 ? 'access tokens' : 'ID tokens'}</Fact>
      ) : null}
      {authorizer.issuer ? <Fact name="Issuer">{authorizer.issuer}</Fact> : null}
      {authorizer.audience.length > 0 ? <Fact name="Audience">{authorizer.audience.join(', ')}</Fact> : null}
      {route.scopes.length > 0 ? <Fact name="One of the scopes">{route.scopes.join(', ')}</Fact> : null}
      {authorizer.identitySource.length > 0 ? (
        <Fact name="Read from">
          {authorizer.identitySource.map((source) => (
            <SourceLine key={source} source={source} stage={stage} />
          ))}
        </Fact>
      ) : null}
      {authorizer.validation ? <Fact name="Must match">{authorizer.validation}</Fact> : null}
      {authorizer.lambda ? <Fact name="Function">{authorizer.lambda}</Fact> : null}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 break-all font-mono text-xs leading-5">{children}</dd>
    </>
  );
}

function SourceLine({ source, stage }: { source: string; stage: GatewayStage | null }) {
  const note = noteOn(source, stage);
  return (
    <span className="block">
      {source}
      {note ? <span className="block break-normal font-sans text-faint">{note}</span> : null}
    </span>
  );
}

/** Sources that the caller cannot send are filled in by API Gateway; null for those that he sends. */
export function noteOn(source: string, stage: GatewayStage | null): string | null {
  const context = /^\$?context\.(.+)$/i.exec(source)?.[1];
  if (context) return `API Gateway fills in ${context} itself; there is nothing to send for it.`;
  const variable = /^\$?stageVariables\.(.+)$/i.exec(source)?.[1];
  if (!variable) return null;
  const value = stage && Object.hasOwn(stage.variables, variable) ? stage.variables[variable] : undefined;
  if (value === undefined) {
    return `The stage ${stage?.name ?? ''} has no variable ${variable}, so every request is answered with 401.`.replace(
      '  ',
      ' ',
    );
  }
  return `A variable of the stage: ${value}.`;
}
