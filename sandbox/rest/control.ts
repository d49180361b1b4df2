import type { Call, Output } from '@/sandbox/control/call';
import { exported } from '@/sandbox/control/exported';
import { AwsFailure } from '@/sandbox/control/failure';
import { pageOf } from '@/sandbox/control/paging';
import type { RestOperation } from '@/sandbox/control/rest-json';
import { restDomainOperations } from '@/sandbox/domains/operations';
import type { UsagePlan } from '@/sandbox/model';
import { exportApi } from './export';
import type { RestApi } from './model';
import {
  shownGatewayResponses,
  shownMethod,
  shownResource,
  shownRestApi,
  shownRestAuthorizer,
  shownRestDeployment,
  shownRestModel,
  shownRestStage,
  shownUsagePlan,
  shownValidator,
} from './shapes';
import { testAuthorizer, testMethod } from './test-invoke';

/** What a page holds when the caller does not say, and the most that may be asked for. */
const PAGE_SIZE = 25;
const PAGE_LIMIT = 500;

interface List {
  list: string;
  /** Of the operation that gives one: `GetAuthorizer`. */
  one: string;
  id: (shown: Output) => unknown;
  all: (api: RestApi, call: Call) => Output[];
}

const byId = ({ id }: Output) => id;

const LISTS: List[] = [
  {
    list: 'resources',
    one: 'Resource',
    id: byId,
    all: ({ draft }, { input }) => {
      const embed = input.parameters.getAll('embed').join(',').includes('methods');
      return draft.resources.map((one) => shownResource(one, embed));
    },
  },
  { list: 'authorizers', one: 'Authorizer', id: byId, all: ({ draft }) => draft.authorizers.map(shownRestAuthorizer) },
  { list: 'models', one: 'Model', id: ({ name }) => name, all: ({ draft }) => draft.models.map(shownRestModel) },
  {
    list: 'requestvalidators',
    one: 'RequestValidator',
    id: byId,
    all: ({ draft }) => draft.validators.map(shownValidator),
  },
  {
    list: 'gatewayresponses',
    one: 'GatewayResponse',
    id: ({ responseType }) => responseType,
    all: ({ draft }) => shownGatewayResponses(draft.gatewayResponses),
  },
  { list: 'deployments', one: 'Deployment', id: byId, all: ({ deployments }) => deployments.map(shownRestDeployment) },
];

/** What API Gateway v1 tells of REST APIs and of usage plans. */
export const REST_ROUTES: RestOperation[] = [
  {
    path: ['restapis'],
    name: 'GetRestApis',
    run: (call) => paged(call, [...(call.region.restApis?.values() ?? [])].map(shownRestApi), 'restapis'),
  },
  { path: ['restapis', null], name: 'GetRestApi', run: (call, [id]) => shownRestApi(existing(call, id)) },
  ...restDomainOperations(paged),
  {
    path: ['restapis', null, 'stages'],
    name: 'GetStages',
    run: (call, [id]) => ({ item: existing(call, id).stages.map(shownRestStage) }),
  },
  {
    path: ['restapis', null, 'stages', null],
    name: 'GetStage',
    run: (call, [id, name]) =>
      shownRestStage(
        found(
          existing(call, id).stages.find((one) => one.stageName === name),
          'stage',
        ),
      ),
  },
  {
    path: ['restapis', null, 'stages', null, 'exports', null],
    name: 'GetExport',
    run: (call, [id, stage = '', type = '']) =>
      exported(exportApi(call, existing(call, id), { stage, type }), call.input.accept.includes('yaml')),
  },
  {
    path: ['restapis', null, 'resources', null, 'methods', null],
    name: 'GetMethod',
    run: (call, [id, resourceId, verb]) => shownMethod(methodOf(existing(call, id), resourceId, verb)),
  },
  {
    path: ['restapis', null, 'resources', null, 'methods', null],
    name: 'TestInvokeMethod',
    verb: 'POST',
    run: (call, [id, resourceId, verb]) => testMethod(call, existing(call, id), { resourceId, verb }),
  },
  {
    path: ['restapis', null, 'authorizers', null],
    name: 'TestInvokeAuthorizer',
    verb: 'POST',
    run: (call, [id, authorizerId]) => {
      const api = existing(call, id);
      return testAuthorizer(
        call,
        api,
        found(
          api.draft.authorizers.find((one) => one.id === authorizerId),
          'Authorizer',
        ),
      );
    },
  },
  ...LISTS.flatMap(({ list, one, id: idOf, all }) => [
    {
      path: ['restapis', null, list],
      name: `Get${one}s`,
      run: (call: Call, [id]: string[]) => paged(call, all(existing(call, id), call), `${id} ${list}`),
    },
    {
      path: ['restapis', null, list, null],
      name: `Get${one}`,
      run: (call: Call, [id, member]: string[]) =>
        found(
          all(existing(call, id), call).find((shown) => idOf(shown) === member),
          one,
        ),
    },
  ]),
  {
    path: ['usageplans'],
    name: 'GetUsagePlans',
    run: (call) => {
      const keyId = call.input.parameters.get('keyId');
      const plans = [...(call.region.usagePlans?.values() ?? [])].filter(
        (plan) => !keyId || plan.keyIds.includes(keyId),
      );
      return paged(call, plans.map(shownUsagePlan), `usageplans ${keyId}`);
    },
  },
  { path: ['usageplans', null], name: 'GetUsagePlan', run: (call, [id]) => shownUsagePlan(planOf(call, id)) },
  {
    path: ['usageplans', null, 'keys'],
    name: 'GetUsagePlanKeys',
    run: (call, [id]) => paged(call, keysOf(call, planOf(call, id)), `${id} keys`),
  },
  {
    path: ['account'],
    name: 'GetAccount',
    run: () => ({
      throttleSettings: { rateLimit: 10_000, burstLimit: 5_000 },
      features: ['UsagePlans'],
      apiKeyVersion: '4',
    }),
  },
];

function keysOf({ region }: Call, plan: UsagePlan): Output[] {
  return plan.keyIds.flatMap((id) => {
    const key = region.apiKeys?.get(id);
    return key ? [{ id, type: 'API_KEY', name: key.name, value: key.value }] : [];
  });
}

function paged(call: Call, list: Output[], scope: string): Output {
  const { parameters } = call.input;
  const asked = parameters.get('limit');
  const size = asked === null ? PAGE_SIZE : Number(asked);
  if (!(Number.isInteger(size) && size >= 1 && size <= PAGE_LIMIT)) {
    throw new AwsFailure('BadRequestException', 400, `Invalid limit: it must be a number from 1 to ${PAGE_LIMIT}`);
  }
  const page = pageOf(list, size, { token: parameters.get('position'), scope });
  if (!page) throw new AwsFailure('BadRequestException', 400, 'Invalid position parameter');
  return { item: page.items, position: page.nextToken };
}

function existing({ region, account }: Call, id = ''): RestApi {
  return found(region.restApis?.get(id), `API id specified ${account.id}:${id}`);
}

function planOf({ region }: Call, id = ''): UsagePlan {
  return found(region.usagePlans?.get(id), 'Usage Plan ID specified');
}

function methodOf(api: RestApi, resourceId: string | undefined, verb: string | undefined) {
  const resource = found(
    api.draft.resources.find((one) => one.id === resourceId),
    'Resource identifier specified',
  );
  return found(
    resource.methods.find((one) => one.httpMethod === verb),
    'Method identifier specified',
  );
}

function found<T>(thing: T | undefined, what: string): T {
  if (thing !== undefined) return thing;
  throw new AwsFailure('NotFoundException', 404, `Invalid ${what}`);
}
