import {
  defined,
  isObject,
  type Json,
  type JsonObject,
  numberOf,
  objectOf,
  textOf,
  textsOf,
} from '@/sandbox/template/json';
import type { Placed } from '@/sandbox/template/placed';
import { graphqlApiIn } from './deploy-api';
import { lastPart } from './directory';
import type { Step } from './model';

/** Where a name of CloudFormation is not the wire's with its first letter lowered. */
const WIRE_NAMES: Record<string, string> = { DynamoDBConfig: 'dynamodbConfig' };

/** `AWS::AppSync::DataSource`, of whatever type. */
export function deployDataSource({ properties, physicalId, logicalId, region }: Placed): void {
  const { ApiId, Name, Type, Description, ServiceRoleArn, LambdaConfig, ...others } = properties;
  const lambdaFunctionArn = textOf(objectOf(LambdaConfig).LambdaFunctionArn);
  graphqlApiIn(region, ApiId)?.dataSources.push({
    name: textOf(Name) ?? logicalId,
    dataSourceArn: physicalId,
    type: textOf(Type) ?? 'NONE',
    otherConfig: onWire(others),
    ...defined({
      description: textOf(Description),
      serviceRoleArn: textOf(ServiceRoleArn),
      lambdaConfig: lambdaFunctionArn === undefined ? undefined : { lambdaFunctionArn },
    }),
  });
}

/** An object as the wire has it: CloudFormation writes each name with a capital. */
function onWire(given: JsonObject): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      WIRE_NAMES[name] ?? name.charAt(0).toLowerCase() + name.slice(1),
      valueOnWire(value),
    ]),
  );
}

function valueOnWire(value: Json): unknown {
  if (Array.isArray(value)) return value.map(valueOnWire);
  return isObject(value) ? onWire(value) : value;
}

/** `AWS::AppSync::Resolver` */
export function deployResolver({ properties, physicalId, region }: Placed): void {
  graphqlApiIn(region, properties.ApiId)?.resolvers.push({
    typeName: textOf(properties.TypeName) ?? '',
    fieldName: textOf(properties.FieldName) ?? '',
    resolverArn: physicalId,
    kind: textOf(properties.Kind) === 'PIPELINE' ? 'PIPELINE' : 'UNIT',
    functions: textsOf(objectOf(properties.PipelineConfig).Functions).map(lastPart),
    ...stepOf(properties),
  });
}

/** `AWS::AppSync::FunctionConfiguration` */
export function deployPipelineFunction({ properties, physicalId, logicalId, region }: Placed): void {
  graphqlApiIn(region, properties.ApiId)?.functions.push({
    functionId: lastPart(physicalId),
    functionArn: physicalId,
    name: textOf(properties.Name) ?? logicalId,
    ...stepOf(properties),
    ...defined({ description: textOf(properties.Description) }),
  });
}

function stepOf(properties: JsonObject): Step {
  const runtime = objectOf(properties.Runtime);
  const name = textOf(runtime.Name);
  return {
    maxBatchSize: numberOf(properties.MaxBatchSize) ?? 0,
    ...defined({
      dataSourceName: textOf(properties.DataSourceName),
      code: textOf(properties.Code),
      runtime: name === undefined ? undefined : { name, runtimeVersion: textOf(runtime.RuntimeVersion) ?? '1.0.0' },
      requestMappingTemplate: textOf(properties.RequestMappingTemplate),
      responseMappingTemplate: textOf(properties.ResponseMappingTemplate),
    }),
  };
}
