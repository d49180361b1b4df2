import type { Evaluator } from './evaluate';
import { idOf, uuidOf } from './ids';
import { textOf } from './json';
import type { TemplateResource } from './parse';

/** The property that names a resource, where the template gives one. */
const NAMED_BY: Record<string, string> = {
  'AWS::ApiGateway::DomainName': 'DomainName',
  'AWS::ApiGateway::Model': 'Name',
  'AWS::ApiGateway::Stage': 'StageName',
  'AWS::ApiGatewayV2::DomainName': 'DomainName',
  'AWS::ApiGatewayV2::Stage': 'StageName',
  'AWS::AppSync::ChannelNamespace': 'Name',
  'AWS::AppSync::DataSource': 'Name',
  'AWS::AppSync::DomainName': 'DomainName',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CloudWatch::Dashboard': 'DashboardName',
  'AWS::Cognito::UserPoolDomain': 'Domain',
  'AWS::Cognito::UserPoolGroup': 'GroupName',
  'AWS::Cognito::UserPoolResourceServer': 'Identifier',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Events::EventBus': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::IAM::OIDCProvider': 'Url',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SSM::Parameter': 'Name',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
  'AWS::WAFv2::WebACL': 'Name',
};

/** Services whose ids are short and drawn by lot, with the length of each. */
const SHORT_ID: Record<string, number> = {
  'AWS::ApiGateway::ApiKey': 10,
  'AWS::ApiGateway::Authorizer': 6,
  'AWS::ApiGateway::Deployment': 6,
  'AWS::ApiGateway::RequestValidator': 6,
  'AWS::ApiGateway::Resource': 6,
  'AWS::ApiGateway::RestApi': 10,
  'AWS::ApiGateway::UsagePlan': 6,
  'AWS::ApiGatewayV2::Api': 10,
  'AWS::ApiGatewayV2::ApiMapping': 6,
  'AWS::ApiGatewayV2::Authorizer': 6,
  'AWS::ApiGatewayV2::Deployment': 6,
  'AWS::ApiGatewayV2::Integration': 7,
  'AWS::ApiGatewayV2::IntegrationResponse': 7,
  'AWS::ApiGatewayV2::Model': 6,
  'AWS::ApiGatewayV2::Route': 7,
  'AWS::ApiGatewayV2::RouteResponse': 7,
  'AWS::ApiGatewayV2::VpcLink': 6,
  'AWS::Cognito::UserPoolClient': 26,
};

/** The id that AWS would give, which is what `Ref` returns. */
export function physicalIdOf(evaluator: Evaluator, logicalId: string, resource: TemplateResource): string {
  const { account, region, stackName } = evaluator.scope;
  const parts = [account, region, stackName, logicalId];
  const length = SHORT_ID[resource.Type];
  if (length !== undefined) return idOf(length, ...parts);
  const special = SPECIAL[resource.Type];
  const property = NAMED_BY[resource.Type];
  const given = property ? textOf(evaluator.property(logicalId, property)) : undefined;
  const name = given ?? generatedName(stackName, logicalId, parts);
  const naming: Naming = {
    ...{ name, region, account, uuid: uuidOf(...parts) },
    id: (size) => idOf(size, ...parts),
    property: (one) => textOf(evaluator.property(logicalId, one)) ?? '',
  };
  const below = BELOW_APPSYNC_API[resource.Type];
  if (below) return `${appSyncApiArn(evaluator, logicalId)}/${below(naming)}`;
  return special ? special(naming) : name;
}

interface Naming {
  name: string;
  region: string;
  account: string;
  id: (size: number) => string;
  uuid: string;
  /** A property of the resource, as text. */
  property: (name: string) => string;
}

/** What belongs to an API of AppSync has an ARN below that API's. */
const BELOW_APPSYNC_API: Record<string, (naming: Naming) => string> = {
  'AWS::AppSync::ApiKey': ({ id }) => `apikeys/da2-${id(26)}`,
  'AWS::AppSync::ChannelNamespace': ({ name }) => `channelNamespace/${name}`,
  'AWS::AppSync::DataSource': ({ name }) => `datasources/${name}`,
  'AWS::AppSync::FunctionConfiguration': ({ id }) => `functions/${id(26)}`,
  'AWS::AppSync::Resolver': ({ property }) => `types/${property('TypeName')}/resolvers/${property('FieldName')}`,
};

const SPECIAL: Record<string, (naming: Naming) => string> = {
  'AWS::ApiGateway::BasePathMapping': ({ property }) => `${property('DomainName')}|${property('BasePath') || '(none)'}`,
  'AWS::AppSync::Api': ({ region, account, id }) => `arn:aws:appsync:${region}:${account}:apis/${id(26)}`,
  'AWS::AppSync::GraphQLApi': ({ region, account, id }) => `arn:aws:appsync:${region}:${account}:apis/${id(26)}`,
  'AWS::AppSync::DomainNameApiAssociation': ({ property }) => `${property('DomainName')}/apiAssociation`,
  'AWS::AppSync::SourceApiAssociation': ({ region, account, property, uuid }) =>
    `arn:aws:appsync:${region}:${account}:apis/${property('MergedApiIdentifier').replace(/^.*\//, '')}/sourceApiAssociations/${uuid}`,
  'AWS::AppSync::GraphQLSchema': ({ property }) => `${property('ApiId').replace(/^.*\//, '')}GraphQLSchema`,
  'AWS::CertificateManager::Certificate': ({ region, account, uuid }) =>
    `arn:aws:acm:${region}:${account}:certificate/${uuid}`,
  'AWS::CloudFormation::Stack': ({ region, account, name, uuid }) =>
    `arn:aws:cloudformation:${region}:${account}:stack/${name}/${uuid}`,
  'AWS::Cognito::IdentityPool': ({ region, uuid }) => `${region}:${uuid}`,
  'AWS::Cognito::UserPool': ({ region, id }) => `${region}_${id(9)}`,
  'AWS::IAM::OIDCProvider': ({ account, name }) =>
    `arn:aws:iam::${account}:oidc-provider/${name.replace(/^https?:\/\//, '')}`,
  'AWS::KMS::Key': ({ uuid }) => uuid,
  'AWS::Lambda::Alias': ({ region, account, name }) => `arn:aws:lambda:${region}:${account}:function:${name}`,
  'AWS::Lambda::LayerVersion': ({ region, account, name }) => `arn:aws:lambda:${region}:${account}:layer:${name}:1`,
  'AWS::Lambda::Version': ({ region, account, name }) => `arn:aws:lambda:${region}:${account}:function:${name}:1`,
  'AWS::SNS::Topic': ({ region, account, name }) => `arn:aws:sns:${region}:${account}:${name}`,
  'AWS::SQS::Queue': ({ region, account, name }) => `https://sqs.${region}.amazonaws.com/${account}/${name}`,
  'AWS::StepFunctions::StateMachine': ({ region, account, name }) =>
    `arn:aws:states:${region}:${account}:stateMachine:${name}`,
  'AWS::WAFv2::WebACL': ({ name, uuid, property }) => `${name}|${uuid}|${property('Scope') || 'REGIONAL'}`,
};

/** ApiId takes an id, and what `Ref` of an API gives is its ARN. */
function appSyncApiArn(evaluator: Evaluator, logicalId: string): string {
  const { region, account } = evaluator.scope;
  const apiId = (textOf(evaluator.property(logicalId, 'ApiId')) ?? '').replace(/^.*\//, '');
  return `arn:aws:appsync:${region}:${account}:apis/${apiId}`;
}

/** `stack-logicalId-RANDOM`, cut as CloudFormation cuts it so that the random end survives. */
function generatedName(stackName: string, logicalId: string, parts: string[]): string {
  return `${stackName.slice(0, 24)}-${logicalId.slice(0, 24)}-${idOf(12, ...parts).toUpperCase()}`;
}
