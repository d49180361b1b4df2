import { idOf } from '@/sandbox/template/ids';
import { listOf, numberOf, objectOf, textOf, textsOf } from '@/sandbox/template/json';
import type { Placed } from '@/sandbox/template/placed';
import { identitiesOf } from './roles';
import { type Statement, statementsOf } from './statement';

/** Of the policies that AWS keeps, those whose meaning is one line; the others grant nothing here. */
const MANAGED: Record<string, Statement[]> = {
  AdministratorAccess: statementsOf({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
  AmazonAPIGatewayInvokeFullAccess: statementsOf({
    Statement: [
      {
        Effect: 'Allow',
        Action: ['execute-api:Invoke', 'execute-api:ManageConnections'],
        Resource: 'arn:aws:execute-api:*:*:*',
      },
    ],
  }),
};

export function deployRole({ properties, physicalId, account, region }: Placed): void {
  const inline = listOf(properties.Policies)
    .map(objectOf)
    .flatMap(({ PolicyDocument }) => statementsOf(PolicyDocument));
  const managed = textsOf(properties.ManagedPolicyArns).flatMap((arn) => MANAGED[arn.split('/').at(-1) ?? ''] ?? []);
  const path = textOf(properties.Path) ?? '/';
  const arn = `arn:aws:iam::${account}:role${path}${physicalId}`;
  identitiesOf(region).roles.set(arn, {
    name: physicalId,
    arn,
    id: `AROA${idOf(16, arn).toUpperCase()}`,
    maxSessionSeconds: numberOf(properties.MaxSessionDuration) ?? 3600,
    trust: statementsOf(properties.AssumeRolePolicyDocument),
    policies: [...inline, ...managed],
  });
}

/** `AWS::IAM::Policy`, `AWS::IAM::RolePolicy` and `AWS::IAM::ManagedPolicy`: what they say holds for the roles that they name. */
export function deployRolePolicy({ properties, region }: Placed): void {
  const names = [...textsOf(properties.Roles), ...textsOf(properties.RoleName)];
  for (const role of identitiesOf(region).roles.values()) {
    if (names.includes(role.name)) role.policies.push(...statementsOf(properties.PolicyDocument));
  }
}

export function deployOpenIdProvider({ properties, physicalId, region }: Placed): void {
  const url = textOf(properties.Url) ?? '';
  identitiesOf(region).openIdProviders.set(physicalId, { url, clientIds: textsOf(properties.ClientIdList) });
}
