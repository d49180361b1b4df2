import { domainOperations } from '@/sandbox/domains/operations';
import type { HttpApi } from '@/sandbox/model';
import { REST_ROUTES } from '@/sandbox/rest/control';
import { NESTED, PARTS } from './api-gateway-parts';
import { shownApi } from './api-gateway-shapes';
import { API_KEY_ROUTES } from './api-keys';
import type { Call, Operation, Output, Service } from './call';
import { exportApi } from './export-api';
import { EXPORTS, exportAnswer, exported } from './exported';
import { AwsFailure } from './failure';
import { pageOf } from './paging';
import { JSON_SIGNATURE_CODES, jsonAnswer, jsonFailure, type RestOperation } from './rest-json';
import { updated } from './update-api';

/** What a page holds when the caller does not say, and the most that may be asked for. */
const PAGE_SIZE = 25;
const PAGE_LIMIT = 500;

/** The operations of API Gateway v2, by what follows `/v2`. */
const ROUTES: RestOperation[] = [
  {
    path: ['apis'],
    name: 'GetApis',
    run: (call) =>
      paged(
        call,
        [...call.region.httpApis.values()].map((api) => shownApi(api, call.world.origin)),
        'apis',
      ),
  },
  { path: ['apis', null], name: 'GetApi', run: (call, [apiId]) => shownApi(existing(call, apiId), call.world.origin) },
  {
    path: ['apis', null],
    verb: 'PATCH',
    name: 'UpdateApi',
    run: (call, [apiId]) => shownApi(updated(existing(call, apiId), call.input.body), call.world.origin),
  },
  {
    path: ['apis', null, 'exports', null],
    name: 'ExportApi',
    run: (call, [apiId]) => {
      const { parameters } = call.input;
      const asked = { stageName: parameters.get('stageName'), region: call.region.name };
      const document = exportApi(existing(call, apiId), asked);
      return exported(document, parameters.get('outputType') === 'YAML');
    },
  },
  ...domainOperations(paged),
  { path: ['tags', null], name: 'GetTags', run: (call, [arn]) => ({ tags: tagsOf(call, arn ?? '') }) },
  ...PARTS.flatMap(({ list, one, all }) => [
    {
      path: ['apis', null, list],
      name: `Get${one}s`,
      run: (call: Call, [apiId]: string[]) =>
        paged(
          call,
          all(existing(call, apiId)).map(({ shown }) => shown),
          `${apiId} ${list}`,
        ),
    },
    {
      path: ['apis', null, list, null],
      name: `Get${one}`,
      run: (call: Call, [apiId, id]: string[]) => {
        const found = all(existing(call, apiId)).find((member) => member.id === id);
        if (!found) throw notFound(`Unable to find ${one} by ID ${id} within the ApiId ${apiId}`);
        return found.shown;
      },
    },
  ]),
  ...NESTED.flatMap(({ of, list, one, all }) => {
    const membersOf = (call: Call, apiId: string | undefined, id = '') => {
      const members = all(existing(call, apiId), id);
      if (!members) throw notFound(`Unable to find ${of.one} by ID ${id} within the ApiId ${apiId}`);
      return members;
    };
    return [
      {
        path: ['apis', null, of.list, null, list],
        name: `Get${one}s`,
        run: (call: Call, [apiId, id]: string[]) =>
          paged(
            call,
            membersOf(call, apiId, id).map(({ shown }) => shown),
            `${apiId} ${id} ${list}`,
          ),
      },
      {
        path: ['apis', null, of.list, null, list, null],
        name: `Get${one}`,
        run: (call: Call, [apiId, id, memberId]: string[]) => {
          const found = membersOf(call, apiId, id).find((member) => member.id === memberId);
          if (!found) throw notFound(`Unable to find ${one} by ID ${memberId} within the ApiId ${apiId}`);
          return found.shown;
        },
      },
    ];
  }),
];

const V1_ROUTES: RestOperation[] = [...API_KEY_ROUTES, ...REST_ROUTES];

export const apiGateway: Service = {
  name: 'apigateway',
  throttled: 'apigateway',
  operation: ({ method, path }): Operation => {
    const segments = path
      .replace(/^\/v2\//, '/')
      .split('/')
      .slice(1)
      .map(decoded);
    // Version 1 has the root for itself.
    const routes = path.startsWith('/v2/') ? ROUTES : V1_ROUTES;
    const found = routes.find((route) => (route.verb ?? 'GET') === method && fits(route.path, segments));
    if (!found) throw new AwsFailure('UnknownOperationException', 404, '');
    const names = segments.filter((_, index) => found.path[index] === null);
    return {
      name: found.name,
      action: `apigateway:${method}`,
      resource: ({ region }) => `arn:aws:apigateway:${region.name}::/${segments.join('/')}`,
      run: (call) => found.run(call, names),
    };
  },
  answer: ({ name }, output, requestId) =>
    EXPORTS.has(name) ? exportAnswer(output, requestId) : jsonAnswer(200, output, requestId),
  fail: jsonFailure,
  codes: {
    denied: 'AccessDeniedException',
    throttled: () => new AwsFailure('TooManyRequestsException', 429, 'Too Many Requests'),
    signature: JSON_SIGNATURE_CODES,
  },
};

function fits(path: (string | null)[], segments: string[]): boolean {
  return path.length === segments.length && path.every((one, index) => one === null || one === segments[index]);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new AwsFailure('BadRequestException', 400, 'The request path is not properly encoded');
  }
}

function paged(call: Call, list: Output[], scope: string): Output {
  const { parameters } = call.input;
  const asked = parameters.get('maxResults');
  const size = asked === null ? PAGE_SIZE : Number(asked);
  if (!(Number.isInteger(size) && size >= 1 && size <= PAGE_LIMIT)) {
    throw new AwsFailure('BadRequestException', 400, `Invalid maxResults: it must be a number from 1 to ${PAGE_LIMIT}`);
  }
  const page = pageOf(list, size, { token: parameters.get('nextToken'), scope });
  if (!page) throw new AwsFailure('BadRequestException', 400, 'Invalid NextToken');
  return { ...page };
}

function existing({ region, account }: Call, apiId = ''): HttpApi {
  const api = region.httpApis.get(apiId);
  if (!api) throw notFound(`Invalid API identifier specified ${account.id}:${apiId}`);
  return api;
}

/** Tags of an API or of one of its stages, by ARN. */
function tagsOf(call: Call, arn: string): Record<string, string> {
  const [, apiId, stageName] = /^arn:aws:apigateway:[^:]*::\/apis\/([^/]+)(?:\/stages\/(.+))?$/.exec(arn) ?? [];
  if (apiId === undefined) throw notFound(`Invalid resource ARN specified ${arn}`);
  const api = existing(call, apiId);
  if (stageName === undefined) return api.tags;
  const stage = api.stages.find((one) => one.stageName === stageName);
  if (!stage) throw notFound(`Unable to find Stage by ID ${stageName} within the ApiId ${apiId}`);
  return stage.tags;
}

function notFound(message: string): AwsFailure {
  return new AwsFailure('NotFoundException', 404, message);
}
