/** A REST API of API Gateway v1. Dates are ISO 8601; the wire counts seconds. */
export interface RestApi {
  id: string;
  name: string;
  description?: string;
  version?: string;
  createdDate: string;
  apiKeySource: 'HEADER' | 'AUTHORIZER';
  endpointConfiguration: { types: string[]; vpcEndpointIds?: string[] };
  /** A policy document as JSON text. */
  policy?: string;
  disableExecuteApiEndpoint: boolean;
  binaryMediaTypes: string[];
  minimumCompressionSize?: number;
  rootResourceId: string;
  tags: Record<string, string>;
  /** What the console of AWS shows: what is called is what was deployed last. */
  draft: RestConfiguration;
  deployments: RestDeployment[];
  stages: RestStage[];
}

/** What a deployment takes a picture of. */
export interface RestConfiguration {
  resources: RestResource[];
  authorizers: RestAuthorizer[];
  models: RestModel[];
  validators: RestValidator[];
  gatewayResponses: RestGatewayResponse[];
}

export interface RestResource {
  id: string;
  parentId?: string;
  pathPart?: string;
  path: string;
  methods: RestMethod[];
}

export interface RestMethod {
  httpMethod: string;
  authorizationType: string;
  authorizerId?: string;
  authorizationScopes?: string[];
  apiKeyRequired: boolean;
  operationName?: string;
  requestValidatorId?: string;
  /** By `method.request.{path|querystring|header}.NAME`: whether it must be there. */
  requestParameters?: Record<string, boolean>;
  /** By content type, the name of a model. */
  requestModels?: Record<string, string>;
  methodResponses: Record<string, { responseParameters?: Record<string, boolean> }>;
  integration?: RestIntegration;
  /** Logical ids that its template made it wait for: a deployment among them does not know it. */
  after?: string[];
}

export interface RestIntegration {
  type: string;
  httpMethod?: string;
  uri?: string;
  connectionType?: string;
  connectionId?: string;
  credentials?: string;
  requestParameters?: Record<string, string>;
  requestTemplates?: Record<string, string>;
  passthroughBehavior: string;
  contentHandling?: string;
  timeoutInMillis: number;
  responseTransferMode?: string;
  /** By status code. */
  responses: Record<string, RestIntegrationResponse>;
}

export interface RestIntegrationResponse {
  selectionPattern?: string;
  responseParameters?: Record<string, string>;
  responseTemplates?: Record<string, string>;
}

export interface RestAuthorizer {
  id: string;
  name: string;
  type: 'TOKEN' | 'REQUEST' | 'COGNITO_USER_POOLS';
  providerARNs?: string[];
  authorizerUri?: string;
  authorizerCredentials?: string;
  /** Comma separated. */
  identitySource?: string;
  identityValidationExpression?: string;
  authorizerResultTtlInSeconds?: number;
}

export interface RestModel {
  id: string;
  name: string;
  contentType: string;
  description?: string;
  /** JSON Schema as text. */
  schema?: string;
}

export interface RestValidator {
  id: string;
  name: string;
  validateRequestBody: boolean;
  validateRequestParameters: boolean;
}

export interface RestGatewayResponse {
  responseType: string;
  statusCode?: string;
  responseParameters: Record<string, string>;
  responseTemplates: Record<string, string>;
}

export interface RestDeployment {
  id: string;
  createdDate: string;
  description?: string;
  configuration: RestConfiguration;
}

export interface RestStage {
  stageName: string;
  deploymentId: string;
  description?: string;
  createdDate: string;
  lastUpdatedDate: string;
  variables: Record<string, string>;
  accessLogSettings?: { destinationArn: string; format?: string };
  /** By `{resource}/{METHOD}` with the slashes of the resource as `~1`, or by a star for each. */
  methodSettings: Record<string, RestMethodSetting>;
  tracingEnabled: boolean;
  cacheClusterEnabled: boolean;
  cacheClusterSize?: string;
  webAclArn?: string;
  clientCertificateId?: string;
  canarySettings?: {
    percentTraffic: number;
    deploymentId?: string;
    stageVariableOverrides?: Record<string, string>;
    useStageCache?: boolean;
  };
  tags: Record<string, string>;
}

export interface RestMethodSetting {
  loggingLevel?: string;
  metricsEnabled?: boolean;
  dataTraceEnabled?: boolean;
  throttlingRateLimit?: number;
  throttlingBurstLimit?: number;
  cachingEnabled?: boolean;
}
