import type { GatewayAuthorizer } from '@/lib/apis/gateway/contract';
import { type Cause, type Certainty, cause, evidence, next } from './cause';
import { type Seeker, unchecked } from './findings';
import { mayInvoke } from './invoke-permission';

/** Why the function of a Lambda authorizer may have come to nothing; nothing where there is none. */
export function authorizerCauses(
  apiId: string,
  authorizer: GatewayAuthorizer | null,
  seeker: Seeker,
  otherwise: Certainty,
): Cause[] {
  const name = authorizer?.lambda;
  if (!authorizer || !name) return [];
  const policy = authorizer.role === null ? seeker.seek({ about: 'policy', function: name }) : null;
  const place = `authorizers/${authorizer.id}`;
  const judged = policy?.ok ? mayInvoke(policy.value, { apiId, place }) : null;
  if (judged && judged.verdict !== 'allowed') {
    return [
      cause('certain', {
        id: 'authorizer-permission',
        title: `API Gateway may not invoke ${name}, the function of the authorizer ${authorizer.name}.`,
        evidence: [
          evidence(
            'lambda',
            'Resource policy',
            policy?.ok && policy.value === null ? 'none' : 'does not cover the authorizer',
          ),
          evidence('lambda', 'Needed for', `${apiId}/${place}`),
        ],
        next: next(`Add a permission for apigateway.amazonaws.com on ${name} with that SourceArn.`),
      }),
    ];
  }
  return [
    cause(otherwise, {
      id: 'authorizer-failed',
      title: `The function of the authorizer ${authorizer.name}, ${name}, failed or answered in a wrong shape.`,
      evidence: [evidence('authorizer', 'Function', name)],
      next: next('See what its log says.', { do: 'logs' }),
      notChecked: unchecked(`Who may invoke ${name}`, policy),
    }),
  ];
}
