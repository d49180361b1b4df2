import type { AuthMode, AuthProvider } from '@/sandbox/appsync/auth/provider';
import { hostIdOf } from '@/sandbox/appsync/host-id';
import type { Region } from '@/sandbox/model';
import { defined, type Json, listOf, numberOf, objectOf, textOf } from '@/sandbox/template/json';
import type { Placed } from '@/sandbox/template/placed';
import { tagsOf } from '@/sandbox/template/shapes';
import type { EventApi } from './model';

export function eventApisOf(region: Region): Map<string, EventApi> {
  region.eventApis ??= new Map();
  return region.eventApis;
}

/** `AWS::AppSync::Api` */
export function deployEventApi({ properties, physicalId, logicalId, stack, region, at }: Placed): void {
  const config = objectOf(properties.EventConfig);
  const apiId = lastPart(physicalId);
  const logLevel = textOf(objectOf(config.LogConfig).LogLevel);
  const cloudWatchLogsRoleArn = textOf(objectOf(config.LogConfig).CloudWatchLogsRoleArn) ?? '';
  eventApisOf(region).set(apiId, {
    apiId,
    hostId: hostIdOf(apiId),
    apiArn: physicalId,
    name: textOf(properties.Name) ?? logicalId,
    created: at,
    tags: { ...systemTags(stack, logicalId), ...stack.tags, ...tagsOf(properties.Tags) },
    providers: listOf(config.AuthProviders).map((provider) => providerOf(provider, region.name)),
    connectionAuthModes: modesOf(config.ConnectionAuthModes) ?? [],
    defaultPublishAuthModes: modesOf(config.DefaultPublishAuthModes) ?? [],
    defaultSubscribeAuthModes: modesOf(config.DefaultSubscribeAuthModes) ?? [],
    namespaces: new Map(),
    apiKeys: [],
    ...defined({
      ownerContact: textOf(properties.OwnerContact),
      logConfig: logLevel === undefined ? undefined : { logLevel, cloudWatchLogsRoleArn },
    }),
  });
}

/** `AWS::AppSync::ChannelNamespace` */
export function deployChannelNamespace({ properties, physicalId, logicalId, stack, region, at }: Placed): void {
  const name = textOf(properties.Name) ?? logicalId;
  apiNamed(region, properties.ApiId)?.namespaces.set(name, {
    name,
    arn: physicalId,
    created: at,
    lastModified: at,
    tags: { ...stack.tags, ...tagsOf(properties.Tags) },
    ...defined({
      publishAuthModes: modesOf(properties.PublishAuthModes),
      subscribeAuthModes: modesOf(properties.SubscribeAuthModes),
      codeHandlers: textOf(properties.CodeHandlers),
    }),
  });
}

const WEEK_SECONDS = 7 * 24 * 3600;
const KEPT_SECONDS = 60 * 24 * 3600;

/** `AWS::AppSync::ApiKey` of an Event API; without a date it is good for seven days, counted from the start of the sandbox. */
export function deployEventApiKey({ properties, physicalId, region }: Placed): void {
  const hour = Math.floor(Date.now() / 3_600_000) * 3600;
  const expires = numberOf(properties.Expires) ?? hour + WEEK_SECONDS;
  apiNamed(region, properties.ApiId)?.apiKeys.push({
    id: lastPart(physicalId),
    expires,
    deletes: expires + KEPT_SECONDS,
    ...defined({ description: textOf(properties.Description) }),
  });
}

function apiNamed(region: Region, id: Json | undefined): EventApi | undefined {
  return eventApisOf(region).get(lastPart(textOf(id) ?? ''));
}

function modesOf(value: Json | undefined): AuthMode[] | undefined {
  if (value === undefined) return;
  return listOf(value).map((mode) => textOf(objectOf(mode).AuthType) as AuthMode);
}

function providerOf(value: Json, region: string): AuthProvider {
  const { AuthType, CognitoConfig, OpenIDConnectConfig, LambdaAuthorizerConfig } = objectOf(value);
  const [pool, openId, lambda] = [CognitoConfig, OpenIDConnectConfig, LambdaAuthorizerConfig].map(objectOf);
  return {
    mode: textOf(AuthType) as AuthMode,
    ...(pool?.UserPoolId && {
      userPool: {
        userPoolId: textOf(pool.UserPoolId) ?? '',
        awsRegion: textOf(pool.AwsRegion) ?? region,
        ...defined({ appIdClientRegex: textOf(pool.AppIdClientRegex) }),
      },
    }),
    ...(openId?.Issuer && {
      openId: {
        issuer: textOf(openId.Issuer) ?? '',
        ...defined({
          clientId: textOf(openId.ClientId),
          iatTTL: numberOf(openId.IatTTL),
          authTTL: numberOf(openId.AuthTTL),
        }),
      },
    }),
    ...(lambda?.AuthorizerUri && {
      lambda: {
        authorizerUri: textOf(lambda.AuthorizerUri) ?? '',
        ...defined({
          authorizerResultTtlInSeconds: numberOf(lambda.AuthorizerResultTtlInSeconds),
          identityValidationExpression: textOf(lambda.IdentityValidationExpression),
        }),
      },
    }),
  };
}

/** What CloudFormation itself puts on the types that support it. */
function systemTags(stack: Placed['stack'], logicalId: string): Record<string, string> {
  return {
    'aws:cloudformation:stack-name': stack.name,
    'aws:cloudformation:stack-id': stack.id,
    'aws:cloudformation:logical-id': logicalId,
  };
}

/** `Ref` of an API gives its ARN, and ApiId takes the id alone. */
function lastPart(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
