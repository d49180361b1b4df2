import { deployGraphqlApi, deployGraphqlApiKey, deploySchema } from '@/sandbox/appsync/deploy-api';
import { deployDomainAssociation, deployDomainName } from '@/sandbox/appsync/deploy-domain';
import { deploySourceAssociation } from '@/sandbox/appsync/deploy-merged';
import { deployDataSource, deployPipelineFunction, deployResolver } from '@/sandbox/appsync/deploy-parts';
import { deployChannelNamespace, deployEventApi, deployEventApiKey } from '@/sandbox/appsync-events/deploy';
import { deployIdentityPool, deployIdentityPoolRoles } from '@/sandbox/cognito/deploy-identity-pool';
import {
  deployUserPool,
  deployUserPoolClient,
  deployUserPoolDomain,
  deployUserPoolGroup,
  deployUserPoolResourceServer,
} from '@/sandbox/cognito/deploy-user-pool';
import {
  deployApiMapping,
  deployBasePathMapping,
  deployCertificate,
  deployDomain,
  deployRestDomain,
} from '@/sandbox/domains/deploy';
import { deployOpenIdProvider, deployRole, deployRolePolicy } from '@/sandbox/iam/deploy-role';
import { deployPermission } from '@/sandbox/lambda/deploy-permission';
import { deployLogGroup } from '@/sandbox/logs/deploy';
import type { Region, Stack } from '@/sandbox/model';
import { deployRestApi } from '@/sandbox/rest/deploy-api';
import {
  deployGatewayResponse,
  deployMethod,
  deployResource,
  deployRestAuthorizer,
  deployRestModel,
  deployValidator,
} from '@/sandbox/rest/deploy-parts';
import { deployRestDeployment, deployRestStage } from '@/sandbox/rest/deploy-stage';
import { deployWebAcl, deployWebAclAssociation } from '@/sandbox/waf/deploy';
import { deployIntegrationResponse, deployModel, deployRouteResponse } from '@/sandbox/websocket/deploy-parts';
import { deployUsagePlan, deployUsagePlanKey } from '@/sandbox/websocket/deploy-usage-plan';
import { deployApi } from './api';
import { deployApiKey } from './api-key';
import { deployAuthorizer, deployDeployment, deployIntegration, deployRoute, deployStage } from './api-parts';
import { Evaluator } from './evaluate';
import { idOf, uuidOf } from './ids';
import { type JsonObject, objectOf, textOf, textRecordOf, textsOf } from './json';
import { deployFunction } from './lambda';
import { parametersOf, shownParameters } from './parameters';
import { type Template, toTemplate } from './parse';
import type { Placed } from './placed';
import { expandSam } from './sam';
import { tagsOf } from './shapes';

export interface Deployment {
  template: Template;
  name: string;
  account: string;
  region: Region;
  /** ISO 8601. */
  at: string;
  parameters?: Record<string, string>;
  tags?: Record<string, string>;
  parent?: Stack;
  /** The template of a nested stack, by its logical id and TemplateURL. */
  child?: (logicalId: string, url: string | undefined) => Child | undefined;
}

/** A nested stack's template. Without a name it gets one as CloudFormation makes it. */
export interface Child {
  template: Template;
  name?: string;
  tags?: Record<string, string>;
}

/** Types that answer, in the order in which they need each other. All other types are kept in the stack as they are. */
const DEPLOYERS: [type: string, deploy: (placed: Placed) => void][] = [
  ['AWS::IAM::Role', deployRole],
  ['AWS::IAM::Policy', deployRolePolicy],
  ['AWS::IAM::RolePolicy', deployRolePolicy],
  ['AWS::IAM::ManagedPolicy', deployRolePolicy],
  ['AWS::IAM::OIDCProvider', deployOpenIdProvider],
  ['AWS::Logs::LogGroup', deployLogGroup],
  ['AWS::Lambda::Function', deployFunction],
  ['AWS::Lambda::Permission', deployPermission],
  ['AWS::Cognito::UserPool', deployUserPool],
  ['AWS::Cognito::UserPoolClient', deployUserPoolClient],
  ['AWS::Cognito::UserPoolDomain', deployUserPoolDomain],
  ['AWS::Cognito::UserPoolResourceServer', deployUserPoolResourceServer],
  ['AWS::Cognito::UserPoolGroup', deployUserPoolGroup],
  ['AWS::Cognito::IdentityPool', deployIdentityPool],
  ['AWS::Cognito::IdentityPoolRoleAttachment', deployIdentityPoolRoles],
  ['AWS::ApiGateway::ApiKey', deployApiKey],
  ['AWS::ApiGateway::UsagePlan', deployUsagePlan],
  ['AWS::ApiGateway::UsagePlanKey', deployUsagePlanKey],
  ['AWS::ApiGateway::RestApi', deployRestApi],
  ['AWS::ApiGateway::Resource', deployResource],
  ['AWS::ApiGateway::Model', deployRestModel],
  ['AWS::ApiGateway::RequestValidator', deployValidator],
  ['AWS::ApiGateway::Authorizer', deployRestAuthorizer],
  ['AWS::ApiGateway::GatewayResponse', deployGatewayResponse],
  ['AWS::ApiGateway::Method', deployMethod],
  ['AWS::ApiGateway::Deployment', deployRestDeployment],
  ['AWS::ApiGateway::Stage', deployRestStage],
  ['AWS::WAFv2::WebACL', deployWebAcl],
  ['AWS::WAFv2::WebACLAssociation', deployWebAclAssociation],
  ['AWS::AppSync::Api', deployEventApi],
  ['AWS::AppSync::ChannelNamespace', deployChannelNamespace],
  ['AWS::AppSync::ApiKey', deployEventApiKey],
  ['AWS::AppSync::GraphQLApi', deployGraphqlApi],
  ['AWS::AppSync::GraphQLSchema', deploySchema],
  ['AWS::AppSync::ApiKey', deployGraphqlApiKey],
  ['AWS::AppSync::DataSource', deployDataSource],
  ['AWS::AppSync::FunctionConfiguration', deployPipelineFunction],
  ['AWS::AppSync::Resolver', deployResolver],
  ['AWS::AppSync::SourceApiAssociation', deploySourceAssociation],
  ['AWS::AppSync::DomainName', deployDomainName],
  ['AWS::AppSync::DomainNameApiAssociation', deployDomainAssociation],
  ['AWS::ApiGatewayV2::Api', deployApi],
  ['AWS::ApiGatewayV2::Model', deployModel],
  ['AWS::ApiGatewayV2::Integration', deployIntegration],
  ['AWS::ApiGatewayV2::IntegrationResponse', deployIntegrationResponse],
  ['AWS::ApiGatewayV2::Authorizer', deployAuthorizer],
  ['AWS::ApiGatewayV2::Route', deployRoute],
  ['AWS::ApiGatewayV2::RouteResponse', deployRouteResponse],
  ['AWS::ApiGatewayV2::Stage', deployStage],
  ['AWS::ApiGatewayV2::Deployment', deployDeployment],
  ['AWS::CertificateManager::Certificate', deployCertificate],
  ['AWS::ApiGatewayV2::DomainName', deployDomain],
  ['AWS::ApiGateway::DomainName', deployRestDomain],
  ['AWS::ApiGatewayV2::ApiMapping', deployApiMapping],
  ['AWS::ApiGateway::BasePathMapping', deployBasePathMapping],
];

/** Deploys a template: the stack, what answers behind it, and its nested stacks. */
export function deploy(deployment: Deployment): Stack {
  const template = expandSam(deployment.template);
  const stack = emptyStack(deployment, template);
  const evaluator = evaluatorOf(deployment, template, stack);
  stack.parameters = shownParameters(template, evaluator.scope.parameters);
  deployment.region.stacks.push(stack);

  const present = Object.entries(template.Resources).filter(
    ([, resource]) => typeof resource.Condition !== 'string' || evaluator.condition(resource.Condition),
  );
  stack.resources = present.map(([logicalId, resource]) => ({
    logicalId,
    physicalId: evaluator.physicalId(logicalId),
    type: resource.Type,
    status: 'CREATE_COMPLETE',
    updatedAt: deployment.at,
  }));
  for (const [type, deployOne] of DEPLOYERS) {
    for (const [logicalId, resource] of present) {
      if (resource.Type === type) deployOne(place(deployment, { evaluator, stack, logicalId }));
    }
  }
  stack.outputs = outputsOf(template, evaluator);
  return stack;
}

function emptyStack({ name, account, region, at, tags, parent }: Deployment, template: Template): Stack {
  return {
    name,
    id: `arn:aws:cloudformation:${region.name}:${account}:stack/${name}/${uuidOf(account, region.name, name)}`,
    status: 'CREATE_COMPLETE',
    createdAt: at,
    tags: { ...parent?.tags, ...tags },
    outputs: [],
    parameters: {},
    resources: [],
    ...(template.Description ? { description: template.Description } : {}),
    ...(parent ? { parentId: parent.id, rootId: parent.rootId ?? parent.id } : {}),
  };
}

function evaluatorOf(deployment: Deployment, template: Template, stack: Stack): Evaluator {
  const { account, region, parameters = {} } = deployment;
  const children = new Map<string, Stack | undefined>();
  const evaluator = new Evaluator({
    template,
    account,
    region: region.name,
    stackName: stack.name,
    stackId: stack.id,
    parameters: parametersOf(template, parameters),
    imported: (name) => region.stacks.flatMap((one) => one.outputs).find((output) => output.exportName === name)?.value,
    nested: (logicalId) => {
      if (!children.has(logicalId)) children.set(logicalId, deployChild(deployment, { evaluator, stack, logicalId }));
      return children.get(logicalId);
    },
  });
  return evaluator;
}

interface Spot {
  evaluator: Evaluator;
  stack: Stack;
  logicalId: string;
}

function deployChild(deployment: Deployment, { evaluator, stack, logicalId }: Spot): Stack | undefined {
  const resource = evaluator.resource(logicalId);
  const inline = objectOf(resource.Metadata).Template;
  const url = textOf(evaluator.property(logicalId, 'TemplateURL'));
  const child = inline === undefined ? deployment.child?.(logicalId, url) : { template: toTemplate(inline) };
  if (!child) return;
  return deploy({
    ...deployment,
    template: child.template,
    name: child.name ?? `${stack.name}-${logicalId}-${idOf(12, stack.id, logicalId).toUpperCase()}`,
    parameters: textRecordOf(evaluator.property(logicalId, 'Parameters')),
    tags: { ...tagsOf(evaluator.property(logicalId, 'Tags')), ...child.tags },
    parent: stack,
  });
}

function place(deployment: Deployment, { evaluator, stack, logicalId }: Spot): Placed {
  const { region, account, at } = deployment;
  return {
    logicalId,
    physicalId: evaluator.physicalId(logicalId),
    properties: evaluator.properties(objectOf(evaluator.resource(logicalId).Properties)),
    dependsOn: textsOf(evaluator.resource(logicalId).DependsOn),
    stack,
    region,
    account,
    at,
  };
}

function outputsOf(template: Template, evaluator: Evaluator): Stack['outputs'] {
  return Object.entries(template.Outputs)
    .filter(([, output]) => typeof output.Condition !== 'string' || evaluator.condition(output.Condition))
    .map(([key, output]) => outputOf(evaluator, key, output));
}

function outputOf(evaluator: Evaluator, key: string, output: JsonObject): Stack['outputs'][number] {
  const description = textOf(output.Description);
  const name = objectOf(output.Export).Name;
  const exportName = name === undefined ? undefined : textOf(evaluator.resolve(name));
  return {
    key,
    value: textOf(evaluator.resolve(output.Value ?? '')) ?? '',
    ...(description === undefined ? {} : { description }),
    ...(exportName === undefined ? {} : { exportName }),
  };
}
