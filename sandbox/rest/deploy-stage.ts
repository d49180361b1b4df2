import { systemTags } from '@/sandbox/template/api';
import {
  defined,
  flagOf,
  isObject,
  type Json,
  listOf,
  numberOf,
  objectOf,
  textOf,
  textRecordOf,
} from '@/sandbox/template/json';
import type { Placed } from '@/sandbox/template/placed';
import { tagsOf } from '@/sandbox/template/shapes';
import { restApiOf, settlePaths } from './deploy-parts';
import type { RestApi, RestConfiguration, RestMethodSetting, RestStage } from './model';

/** `AWS::ApiGateway::Deployment`: a picture of the API as it is when it is made, and the stage that it may name. */
export function deployRestDeployment(placed: Placed): void {
  const { properties, physicalId, at, logicalId } = placed;
  const api = restApiOf(placed);
  if (!api) return;
  settlePaths(api);
  const description = defined({ description: textOf(properties.Description) });
  api.deployments.push({
    id: physicalId,
    createdDate: at,
    ...description,
    configuration: pictureOf(api, logicalId),
  });
  const stageName = textOf(properties.StageName);
  if (stageName === undefined) return;
  const described = objectOf(properties.StageDescription);
  api.stages.push(stageOf({ ...described, StageName: stageName, DeploymentId: physicalId }, placed));
}

/** Without the methods that were made after it. */
function pictureOf(api: RestApi, logicalId: string): RestConfiguration {
  const picture = structuredClone(api.draft);
  for (const resource of picture.resources) {
    resource.methods = resource.methods.filter((method) => !method.after?.includes(logicalId));
  }
  return picture;
}

export function deployRestStage(placed: Placed): void {
  restApiOf(placed)?.stages.push(stageOf(placed.properties, placed));
}

function stageOf(properties: Placed['properties'], placed: Placed): RestStage {
  const log = objectOf(properties.AccessLogSetting);
  const destinationArn = textOf(log.DestinationArn);
  const canary = objectOf(properties.CanarySetting);
  return {
    stageName: textOf(properties.StageName) ?? placed.physicalId,
    deploymentId: textOf(properties.DeploymentId) ?? '',
    createdDate: placed.at,
    lastUpdatedDate: placed.at,
    variables: textRecordOf(properties.Variables),
    methodSettings: settingsOf(properties.MethodSettings),
    tracingEnabled: flagOf(properties.TracingEnabled) ?? false,
    cacheClusterEnabled: flagOf(properties.CacheClusterEnabled) ?? false,
    tags: { ...systemTags(placed), ...placed.stack.tags, ...tagsOf(properties.Tags) },
    ...defined({
      description: textOf(properties.Description),
      cacheClusterSize: textOf(properties.CacheClusterSize),
      clientCertificateId: textOf(properties.ClientCertificateId),
      accessLogSettings:
        destinationArn === undefined ? undefined : { destinationArn, ...defined({ format: textOf(log.Format) }) },
      canarySettings: isObject(properties.CanarySetting)
        ? {
            percentTraffic: numberOf(canary.PercentTraffic) ?? 0,
            ...defined({
              deploymentId: textOf(canary.DeploymentId),
              stageVariableOverrides:
                canary.StageVariableOverrides === undefined ? undefined : textRecordOf(canary.StageVariableOverrides),
              useStageCache: flagOf(canary.UseStageCache),
            }),
          }
        : undefined,
    }),
  };
}

/** CloudFormation writes the path with slashes, the API Gateway key with `~1`. */
function settingsOf(value: Json | undefined): Record<string, RestMethodSetting> {
  return Object.fromEntries(
    listOf(value)
      .map(objectOf)
      .map((one) => {
        const path = textOf(one.ResourcePath) ?? '/*';
        const key = path === '/*' ? '*' : path.replace(/^\/~1/, '/').replaceAll('/', '~1');
        return [
          `${key}/${textOf(one.HttpMethod) ?? '*'}`,
          defined({
            loggingLevel: textOf(one.LoggingLevel),
            metricsEnabled: flagOf(one.MetricsEnabled),
            dataTraceEnabled: flagOf(one.DataTraceEnabled),
            throttlingRateLimit: numberOf(one.ThrottlingRateLimit),
            throttlingBurstLimit: numberOf(one.ThrottlingBurstLimit),
            cachingEnabled: flagOf(one.CachingEnabled),
          }),
        ];
      }),
  );
}
