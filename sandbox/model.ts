import type { GraphqlDirectory } from './appsync/model';
import type { EventApi } from './appsync-events/model';
import type { Directory } from './cognito/model';
import type { Certificate, GatewayDomain } from './domains/model';
import type { Identities } from './iam/roles';
import type { Statement } from './iam/statement';
import type { LambdaFunction } from './lambda/model';
import type { LogDirectory } from './logs/model';
import type { RestApi } from './rest/model';
import type { WebAcl } from './waf/model';

/**
 * What the stand-in world holds: accounts with regions, stacks with resources, and the deployed things that answer.
 * Shapes and names follow the services' own models (API Gateway v2, CloudFormation, Lambda); dates are ISO 8601.
 */
export interface World {
  accounts: Account[];
  /** `http://127.0.0.1:port`, known once the server listens. */
  origin: string;
}

export interface Account {
  id: string;
  keys: AccessKey[];
  regions: Map<string, Region>;
}

/** An access key and whom it stands for. `deny` lists IAM actions as IAM spells them, `*` as wildcard: `apigateway:GET`, `execute-api:*`. */
export interface AccessKey {
  id: string;
  secret: string;
  sessionToken?: string;
  /** When the session ends; absent on long-lived keys. */
  expiresAt?: string;
  arn: string;
  userId: string;
  deny: string[];
  /** What a role's session may do: each list must allow it. A user's key, without any, may do what is not denied. */
  policies?: Statement[][];
  /** Whom an identity pool gave the key to. */
  cognitoIdentity?: { amr: string[]; identityId: string; identityPoolId: string };
}

export interface Region {
  name: string;
  stacks: Stack[];
  /** By ApiId. */
  httpApis: Map<string, HttpApi>;
  /** REST APIs by id; absent until there is one. */
  restApis?: Map<string, RestApi>;
  /** By function name. */
  functions: Map<string, LambdaFunction>;
  /** User pools and identity pools; absent until there is one. */
  cognito?: Directory;
  /** By id; absent until there is one. */
  apiKeys?: Map<string, ApiKey>;
  /** By id; absent until there is one. */
  usagePlans?: Map<string, UsagePlan>;
  /** Event APIs of AppSync by ApiId; absent until there is one. */
  eventApis?: Map<string, EventApi>;
  /** GraphQL APIs of AppSync; absent until there is one. */
  graphql?: GraphqlDirectory;
  /** Roles and OpenID providers that stacks of this Region made; IAM itself knows no Regions. */
  iam?: Identities;
  /** Custom domains of API Gateway by name; absent until there is one. */
  domains?: Map<string, GatewayDomain>;
  /** Web ACLs of WAF by ARN; absent until there is one. */
  webAcls?: Map<string, WebAcl>;
  /** By ARN; absent until there is one. */
  certificates?: Map<string, Certificate>;
  /** Log groups; absent until there is one. */
  logs?: LogDirectory;
}

export interface Stack {
  name: string;
  /** The stack's ARN. */
  id: string;
  status: string;
  createdAt: string;
  updatedAt?: string;
  description?: string;
  parentId?: string;
  rootId?: string;
  tags: Record<string, string>;
  outputs: { key: string; value: string; description?: string; exportName?: string }[];
  parameters: Record<string, string>;
  resources: StackResource[];
}

export interface StackResource {
  logicalId: string;
  physicalId: string;
  type: string;
  status: string;
  updatedAt: string;
}

export interface HttpApi {
  apiId: string;
  name: string;
  /** `WEBSOCKET` APIs share the lists, the names and most of the shapes of HTTP APIs. */
  protocolType: 'HTTP' | 'WEBSOCKET';
  description?: string;
  version?: string;
  createdDate: string;
  routeSelectionExpression: string;
  apiKeySelectionExpression?: string;
  disableExecuteApiEndpoint: boolean;
  ipAddressType: string;
  cors?: Cors;
  tags: Record<string, string>;
  stages: Stage[];
  routes: Route[];
  integrations: Integration[];
  authorizers: Authorizer[];
  models?: Model[];
  deployments?: ApiDeployment[];
}

/** A shape of messages, which WebSocket APIs alone have. */
export interface Model {
  modelId: string;
  name: string;
  contentType?: string;
  description?: string;
  /** JSON Schema as text. */
  schema?: string;
}

export interface ApiDeployment {
  deploymentId: string;
  autoDeployed: boolean;
  createdDate: string;
  description?: string;
}

export interface Cors {
  allowCredentials?: boolean;
  allowHeaders?: string[];
  allowMethods?: string[];
  allowOrigins?: string[];
  exposeHeaders?: string[];
  maxAge?: number;
}

export interface Stage {
  stageName: string;
  description?: string;
  /** Made by quick create, not by a resource of its own. */
  apiGatewayManaged?: boolean;
  lastDeploymentStatusMessage?: string;
  autoDeploy: boolean;
  /** Keys of routes that were made after the stage's deployment. */
  undeployedRoutes?: string[];
  deploymentId?: string;
  createdDate: string;
  lastUpdatedDate: string;
  accessLogSettings?: { destinationArn: string; format?: string };
  stageVariables: Record<string, string>;
  defaultRouteSettings?: RouteSettings;
  /** By route key. */
  routeSettings?: Record<string, RouteSettings>;
  tags: Record<string, string>;
}

export interface RouteSettings {
  throttlingRateLimit?: number;
  throttlingBurstLimit?: number;
  detailedMetricsEnabled?: boolean;
  dataTraceEnabled?: boolean;
  loggingLevel?: string;
}

export interface Route {
  routeId: string;
  routeKey: string;
  apiGatewayManaged?: boolean;
  authorizationType: string;
  authorizerId?: string;
  authorizationScopes?: string[];
  /** `integrations/{IntegrationId}` */
  target?: string;
  operationName?: string;
  apiKeyRequired: boolean;
  modelSelectionExpression?: string;
  /** By content type, the name of a model. */
  requestModels?: Record<string, string>;
  requestParameters?: Record<string, { required: boolean }>;
  routeResponseSelectionExpression?: string;
  routeResponses?: RouteResponse[];
}

/** What makes a route of a WebSocket API answer on the connection that asked. */
export interface RouteResponse {
  routeResponseId: string;
  routeResponseKey: string;
  modelSelectionExpression?: string;
  responseModels?: Record<string, string>;
  responseParameters?: Record<string, { required: boolean }>;
}

export interface Integration {
  integrationId: string;
  apiGatewayManaged?: boolean;
  integrationType: string;
  integrationSubtype?: string;
  integrationUri?: string;
  integrationMethod?: string;
  payloadFormatVersion?: string;
  timeoutInMillis?: number;
  connectionType?: string;
  connectionId?: string;
  requestParameters?: Record<string, string>;
  /** By status code, then by what is set. */
  responseParameters?: Record<string, Record<string, string>>;
  requestTemplates?: Record<string, string>;
  templateSelectionExpression?: string;
  contentHandlingStrategy?: string;
  integrationResponseSelectionExpression?: string;
  integrationResponses?: IntegrationResponse[];
  passthroughBehavior?: string;
  credentialsArn?: string;
  tlsConfig?: { serverNameToVerify?: string };
  description?: string;
}

/** What becomes of the answer of an integration that is no proxy. */
export interface IntegrationResponse {
  integrationResponseId: string;
  integrationResponseKey: string;
  contentHandlingStrategy?: string;
  responseParameters?: Record<string, string>;
  responseTemplates?: Record<string, string>;
  templateSelectionExpression?: string;
}

export interface Authorizer {
  authorizerId: string;
  name: string;
  authorizerType: string;
  identitySource: string[];
  jwtConfiguration?: { issuer?: string; audience?: string[] };
  authorizerUri?: string;
  authorizerCredentialsArn?: string;
  authorizerPayloadFormatVersion?: string;
  authorizerResultTtlInSeconds?: number;
  enableSimpleResponses?: boolean;
  identityValidationExpression?: string;
}

/** A key of API Gateway, which REST and WebSocket APIs ask for by usage plan, and which authorizers may read. */
export interface ApiKey {
  id: string;
  name: string;
  value: string;
  description?: string;
  enabled: boolean;
  customerId?: string;
  createdDate: string;
  lastUpdatedDate: string;
  /** `restApiId/stageName` */
  stageKeys: string[];
  tags: Record<string, string>;
}

/** Which keys open which stages, and how often. */
export interface UsagePlan {
  id: string;
  name: string;
  description?: string;
  apiStages: { apiId: string; stage: string; throttle?: Record<string, Throttle> }[];
  throttle?: Throttle;
  quota?: { limit: number; offset: number; period: string };
  keyIds: string[];
}

export interface Throttle {
  rateLimit: number;
  burstLimit: number;
}
