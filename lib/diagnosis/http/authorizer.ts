import { backendAnswered, isGateways } from '@/lib/diagnosis/answered-by';
import { type Cause, cause, evidence, next } from '@/lib/diagnosis/cause';
import { behind, type Spot } from './spot';

/** 401 where a Lambda authorizer stands before the route: something it reads was not sent, or it does not know who that is. */
export function notKnownToAuthorizer(spot: Spot): Cause[] {
  const { failed, authorizer, foresight } = spot;
  if (!isGateways(failed, 'Unauthorized')) return [backendAnswered(failed, behind(spot))];
  const variable = missingVariable(spot);
  if (variable) return [variable];
  if (foresight?.verdict === 'refused') {
    return [
      cause('certain', {
        id: 'source-missing',
        title: foresight.sentence,
        evidence: [evidence('authorizer', 'Reads', authorizer?.identitySource.join(', ') ?? '')],
        next: next('Fill in what the authorizer reads, under Auth.', { do: 'request-tab', tab: 'auth' }),
      }),
    ];
  }
  return [
    cause('likely', {
      id: 'authorizer-unauthorized',
      title: foresight
        ? 'Everything that a caller can send was sent: the authorizer’s function does not know it, or a source that API Gateway fills in is missing.'
        : 'The authorizer does not know who calls, or something that it reads was not sent.',
      evidence: authorizerEvidence(spot),
      next: next('Send another value, or look into the log of the authorizer’s function.', {
        do: 'request-tab',
        tab: 'auth',
      }),
    }),
  ];
}

/** A stage variable that the authorizer reads and the stage has not: then every request is refused. */
function missingVariable({ authorizer, stage }: Spot): Cause | null {
  const named =
    authorizer?.identitySource.flatMap((source) => /^\$stageVariables\.(.+)$/i.exec(source)?.[1] ?? []) ?? [];
  const missing = named.find((name) => stage && !Object.hasOwn(stage.variables, name));
  if (missing === undefined || !stage) return null;
  return cause('certain', {
    id: 'stage-variable-missing',
    title: `The authorizer reads the stage variable ${missing}, which ${stage.name} does not have: every request is refused.`,
    evidence: [
      evidence('authorizer', 'Reads', authorizer?.identitySource.join(', ') ?? ''),
      evidence('stage', 'Variables', Object.keys(stage.variables).join(', ') || 'none'),
    ],
    next: next(`Give the stage ${stage.name} the variable ${missing}, or take it out of the authorizer.`, {
      do: 'facts',
    }),
  });
}

/** 403 where a Lambda authorizer stands before the route. */
export function deniedByAuthorizer(spot: Spot): Cause[] {
  const { failed } = spot;
  if (!isGateways(failed, 'Forbidden')) return [backendAnswered(failed, behind(spot))];
  const ttl = spot.authorizer?.ttlSeconds ?? 0;
  return [
    cause('certain', {
      id: 'authorizer-denied',
      title:
        'The authorizer’s function knows the values and denies this request. Its answer may be remembered for a while.',
      evidence: [
        ...authorizerEvidence(spot),
        evidence(
          'authorizer',
          'Remembers for',
          ttl > 0 ? `${ttl} s, by ${spot.authorizer?.identitySource.join(', ')}` : 'nothing',
        ),
      ],
      next: next('Send other values, or see in the function’s log why it denies.', { do: 'request-tab', tab: 'auth' }),
    }),
  ];
}

function authorizerEvidence({ authorizer, failed }: Spot) {
  return [
    authorizer ? evidence('authorizer', 'Authorizer', authorizer.name) : null,
    authorizer?.lambda ? evidence('lambda', 'Its function', authorizer.lambda) : null,
    failed.as && failed.as.scheme !== 'none' ? evidence('identity', 'Sent as', failed.as.label) : null,
  ];
}
