import 'server-only';
import type { GatewayModel } from '@/lib/apis/gateway/contract';
import { allRestItems } from '@/lib/apis/gateway/rest-pages';
import { Parts } from '@/lib/apis/parts';
import type { AwsClients } from '@/lib/aws/clients';
import { isEmulator } from '@/lib/aws/endpoint';
import type { RestGatewayResponse } from '@/lib/aws/shapes';
import type { ApiRef } from '@/lib/core/api';
import { readAuthorizers, toRestAuthorizer } from './authorizers';
import type { GatewayResponse, RestDetail } from './contract';
import { summariseRest } from './discover';
import { readPolicy } from './policy';
import { integrationsOf, readMethods, toRoute } from './routes';
import { readStages, toStage } from './stages';
import { plannedKeys, readUsagePlans } from './usage-plans';

/** Everything about one API. Its parts are read at once; each may fail alone and then stands among the problems. */
export async function describeRest(aws: AwsClients, { id }: ApiRef, signal: AbortSignal): Promise<RestDetail> {
  const parts = new Parts();
  const options = { abortSignal: signal };
  const v1 = aws.apigateway;
  const restApiId = id;
  // In the order in which a person misses them: each waits for its turn.
  const [methods, api, stages, authorizers, validators, models, responses] = await Promise.all([
    parts.list('routes', readMethods(aws, id, signal)),
    v1.getRestApi({ restApiId }, options),
    parts.list('stages', readStages(aws, id, signal)),
    parts.list('authorizers', readAuthorizers(aws, id, signal)),
    parts.list(
      'request validators',
      allRestItems('GetRequestValidators', (input) => v1.getRequestValidators({ restApiId, ...input }, options)),
    ),
    parts.list(
      'models',
      allRestItems('GetModels', (input) => v1.getModels({ restApiId, ...input }, options)),
    ),
    parts.list(
      'gateway responses',
      allRestItems('GetGatewayResponses', (input) => v1.getGatewayResponses({ restApiId, ...input }, options)),
    ),
  ]);
  const summary = summariseRest(aws.account.region, api, 'GetRestApi');
  const keyed = methods.some(({ method }) => method.apiKeyRequired);
  const plans = keyed ? await parts.list('usage plans', readUsagePlans(aws, id, signal)) : [];
  const keySource = api.apiKeySource === 'AUTHORIZER' ? 'AUTHORIZER' : 'HEADER';
  return {
    kind: 'rest',
    api: summary,
    stages: await Promise.all(stages.map((stage) => toStage(aws, summary, stage))),
    routes: methods.map((one) => toRoute(one, validators)),
    integrations: integrationsOf(methods),
    authorizers: authorizers.map(toRestAuthorizer),
    models: models.map(toModel),
    usagePlans: plans,
    keys: keySource === 'HEADER' ? plannedKeys(plans) : [],
    responses: responses.filter(({ defaultResponse }) => defaultResponse === false).map(toResponse),
    policy: readPolicy(api.policy),
    endpointTypes: api.endpointConfiguration?.types ?? [],
    vpcEndpointIds: api.endpointConfiguration?.vpcEndpointIds ?? [],
    keySource,
    binaryTypes: api.binaryMediaTypes ?? [],
    ipAddressType: api.endpointConfiguration?.ipAddressType ?? null,
    emulator: isEmulator(await aws.endpoint()),
    problems: parts.problems,
  };
}

function toModel(model: {
  name?: string | undefined;
  contentType?: string | undefined;
  description?: string | undefined;
  schema?: string | undefined;
}): GatewayModel {
  return {
    name: model.name ?? '',
    contentType: model.contentType ?? 'application/json',
    description: model.description || null,
    schema: model.schema ?? null,
  };
}

function toResponse({
  responseType,
  statusCode,
  responseParameters,
  responseTemplates,
}: RestGatewayResponse): GatewayResponse {
  return {
    type: responseType ?? '',
    statusCode: statusCode ?? null,
    headers: Object.entries(responseParameters ?? {}).map(([name, value]) => [
      name.replace(/^gatewayresponse\.header\./, ''),
      value.replace(/^'(.*)'$/s, '$1'),
    ]),
    templates: Object.entries(responseTemplates ?? {}),
  };
}
