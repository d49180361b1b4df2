/** GraphQL APIs of AppSync as the sandbox keeps them; names follow the service's own model. */
import type { AppSyncKey, AuthProvider } from './auth/provider';

/** What AppSync keeps of GraphQL APIs in one Region of one account. */
export interface GraphqlDirectory {
  /** By ApiId. */
  apis: Map<string, GraphqlApi>;
  /** By domain name. */
  domains: Map<string, CustomDomain>;
}

export interface GraphqlApi {
  apiId: string;
  /** The first part of the API's own host names, which in AWS is not its id. */
  hostId: string;
  arn: string;
  name: string;
  apiType: 'GRAPHQL' | 'MERGED';
  visibility: 'GLOBAL' | 'PRIVATE';
  /** The default mode first. */
  providers: AuthProvider[];
  apiKeys: AppSyncKey[];
  introspection: boolean;
  /** 0 for none. */
  queryDepthLimit: number;
  /** 0 for none. */
  resolverCountLimit: number;
  logConfig?: { fieldLogLevel: string; cloudWatchLogsRoleArn: string; excludeVerboseContent: boolean };
  xrayEnabled: boolean;
  /** The account. */
  owner: string;
  ownerContact?: string;
  mergedApiExecutionRoleArn?: string;
  environmentVariables: Record<string, string>;
  tags: Record<string, string>;
  /** SDL; null where the template keeps it elsewhere or there is none. */
  schema: string | null;
  dataSources: DataSource[];
  resolvers: Resolver[];
  functions: PipelineFunction[];
  /** Of a merged API, the APIs that it is made of. */
  sources: SourceAssociation[];
}

export interface SourceAssociation {
  associationId: string;
  associationArn: string;
  sourceApiId: string;
  sourceApiArn: string;
  mergedApiId: string;
  mergedApiArn: string;
  description?: string;
  /** `AUTO_MERGE` or `MANUAL_MERGE`. */
  mergeType: string;
  /** ISO 8601. */
  mergedAt: string;
}

export interface DataSource {
  name: string;
  dataSourceArn: string;
  /** `AWS_LAMBDA` and `NONE` answer here. */
  type: string;
  description?: string;
  serviceRoleArn?: string;
  lambdaConfig?: { lambdaFunctionArn: string };
  /** The configuration of every other type, as the wire has it. */
  otherConfig: Record<string, unknown>;
}

/** What a resolver and a function of a pipeline have in common: a data source, and how it is asked. */
export interface Step {
  dataSourceName?: string;
  /** JavaScript for `APPSYNC_JS`. */
  code?: string;
  runtime?: { name: string; runtimeVersion: string };
  requestMappingTemplate?: string;
  responseMappingTemplate?: string;
  /** More than 0: the data source is asked with a list. */
  maxBatchSize: number;
}

export interface Resolver extends Step {
  typeName: string;
  fieldName: string;
  resolverArn: string;
  kind: 'UNIT' | 'PIPELINE';
  /** Ids of a pipeline's functions, in order. */
  functions: string[];
}

export interface PipelineFunction extends Step {
  functionId: string;
  functionArn: string;
  name: string;
  description?: string;
}

export interface CustomDomain {
  domainName: string;
  domainNameArn: string;
  certificateArn: string;
  description?: string;
  /** Where CloudFront answers for it. */
  appsyncDomainName: string;
  hostedZoneId: string;
  tags: Record<string, string>;
  /** The API that it leads to. */
  apiId?: string;
}
