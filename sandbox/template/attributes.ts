import { hostIdOf } from '@/sandbox/appsync/host-id';
import { domainTarget } from '@/sandbox/domains/deploy';
import { rootResourceIdOf } from '@/sandbox/rest/root-resource';
import { webAclArn } from '@/sandbox/waf/deploy';
import type { Evaluator } from './evaluate';
import { idOf } from './ids';

interface Asked {
  logicalId: string;
  type: string;
  attribute: string;
}

interface Place {
  id: string;
  region: string;
  account: string;
  /** Of the API's own address. */
  scheme: 'https' | 'wss';
}

type Attribute = (place: Place) => string;

const lastPart = (id: string) => id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1);

const ARNS: Record<string, Attribute> = {
  'AWS::Cognito::UserPool': ({ id, region, account }) => `arn:aws:cognito-idp:${region}:${account}:userpool/${id}`,
  'AWS::DynamoDB::Table': ({ id, region, account }) => `arn:aws:dynamodb:${region}:${account}:table/${id}`,
  'AWS::Events::EventBus': ({ id, region, account }) => `arn:aws:events:${region}:${account}:event-bus/${id}`,
  'AWS::IAM::Role': ({ id, account }) => `arn:aws:iam::${account}:role/${id}`,
  'AWS::IAM::User': ({ id, account }) => `arn:aws:iam::${account}:user/${id}`,
  'AWS::IAM::OIDCProvider': ({ id }) => id,
  'AWS::KMS::Key': ({ id, region, account }) => `arn:aws:kms:${region}:${account}:key/${id}`,
  'AWS::Lambda::Function': ({ id, region, account }) => `arn:aws:lambda:${region}:${account}:function:${id}`,
  'AWS::Logs::LogGroup': ({ id, region, account }) => `arn:aws:logs:${region}:${account}:log-group:${id}:*`,
  'AWS::S3::Bucket': ({ id }) => `arn:aws:s3:::${id}`,
  'AWS::SQS::Queue': ({ id, region, account }) => `arn:aws:sqs:${region}:${account}:${lastPart(id)}`,
  'AWS::WAFv2::WebACL': ({ id, region, account }) => webAclArn({ physicalId: id, region, account }),
};

const OTHERS: Record<string, Attribute> = {
  'AWS::ApiGateway::DomainName.DistributionDomainName': ({ id, region }) => domainTarget(id, region, true),
  'AWS::ApiGateway::DomainName.RegionalDomainName': ({ id, region }) => domainTarget(id, region, false),
  'AWS::ApiGatewayV2::DomainName.RegionalDomainName': ({ id, region }) => domainTarget(id, region, false),
  'AWS::ApiGatewayV2::Api.ApiEndpoint': ({ id, region, scheme }) =>
    `${scheme}://${id}.execute-api.${region}.amazonaws.com`,
  'AWS::ApiGateway::RestApi.RootResourceId': ({ id }) => rootResourceIdOf(id),
  'AWS::AppSync::Api.Dns.Http': (place) => appSyncHost(place, 'appsync-api'),
  'AWS::AppSync::Api.Dns.Realtime': (place) => appSyncHost(place, 'appsync-realtime-api'),
  'AWS::AppSync::ApiKey.ApiKey': ({ id }) => lastPart(id),
  'AWS::AppSync::DomainName.AppSyncDomainName': ({ id }) => `${idOf(14, id)}.cloudfront.net`,
  'AWS::AppSync::GraphQLApi.GraphQLDns': (place) => appSyncHost(place, 'appsync-api'),
  'AWS::AppSync::GraphQLApi.GraphQLUrl': (place) => `https://${appSyncHost(place, 'appsync-api')}/graphql`,
  'AWS::AppSync::GraphQLApi.RealtimeDns': (place) => appSyncHost(place, 'appsync-realtime-api'),
  'AWS::AppSync::GraphQLApi.RealtimeUrl': (place) => `wss://${appSyncHost(place, 'appsync-realtime-api')}/graphql`,
  'AWS::Cognito::UserPool.ProviderName': ({ id, region }) => `cognito-idp.${region}.amazonaws.com/${id}`,
  'AWS::Cognito::UserPool.ProviderURL': ({ id, region }) => `https://cognito-idp.${region}.amazonaws.com/${id}`,
  'AWS::Cognito::UserPool.UserPoolId': ({ id }) => id,
  'AWS::Cognito::UserPoolClient.ClientId': ({ id }) => id,
  'AWS::S3::Bucket.DomainName': ({ id }) => `${id}.s3.amazonaws.com`,
  'AWS::S3::Bucket.RegionalDomainName': ({ id, region }) => `${id}.s3.${region}.amazonaws.com`,
  'AWS::SQS::Queue.QueueName': ({ id }) => lastPart(id),
};

function appSyncHost({ id, region }: Place, service: string): string {
  return `${hostIdOf(lastPart(id))}.${service}.${region}.amazonaws.com`;
}

/** What `Fn::GetAtt` returns. Attributes that this account does not model get a value of the right kind: an ARN, an id or a name. */
export function attributeOf(evaluator: Evaluator, { logicalId, type, attribute }: Asked): string {
  const id = evaluator.physicalId(logicalId);
  const scheme = evaluator.property(logicalId, 'ProtocolType') === 'WEBSOCKET' ? 'wss' : 'https';
  const place = { id, region: evaluator.scope.region, account: evaluator.scope.account, scheme } as const;
  const known = OTHERS[`${type}.${attribute}`];
  if (known) return known(place);
  if (attribute.endsWith('Arn')) return (ARNS[type] ?? ((at: Place) => generalArn(type, at)))(place);
  return attribute.endsWith('Id') || attribute.endsWith('Name') ? lastPart(id) : id;
}

function generalArn(type: string, { id, region, account }: Place): string {
  if (id.startsWith('arn:')) return id;
  const [, service = '', kind = ''] = type.toLowerCase().split('::');
  return `arn:aws:${service}:${region}:${account}:${kind}/${id}`;
}
