/** The services' own shapes, for the code that turns them into ours. */
export type {
  Authorizer as RestAuthorizer,
  BasePathMapping,
  DomainName as RestDomainName,
  GatewayResponse as RestGatewayResponse,
  Integration as RestIntegration,
  Method as RestMethod,
  RequestValidator as RestValidator,
  Resource as RestResource,
  RestApi,
  Stage as RestStage,
  UsagePlan,
} from '@aws-sdk/client-api-gateway';
export type {
  Api,
  ApiMapping,
  Authorizer,
  Cors,
  DomainName,
  Integration,
  Route,
  Stage,
} from '@aws-sdk/client-apigatewayv2';
export type {
  AdditionalAuthenticationProvider,
  Api as EventApi,
  AuthMode,
  ChannelNamespace,
  DataSource,
  GraphqlApi,
  Resolver,
} from '@aws-sdk/client-appsync';
export type { StackStatus, StackSummary } from '@aws-sdk/client-cloudformation';
export type {
  FilteredLogEvent,
  GetQueryResultsResponse as QueryResults,
  LiveTailSessionUpdate,
  LogGroup,
  ResultField,
} from '@aws-sdk/client-cloudwatch-logs';
export type { AuthenticationResultType, UserPoolType } from '@aws-sdk/client-cognito-identity-provider';
