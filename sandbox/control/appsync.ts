import { type AppSyncOperation, paged } from '@/sandbox/appsync/operation';
import { GRAPHQL_OPERATIONS, graphqlApiKeys, graphqlTags } from '@/sandbox/appsync/operations';
import { eventApisOf } from '@/sandbox/appsync-events/deploy';
import { EVENT_OPERATIONS, eventApiKeys } from '@/sandbox/appsync-events/operations';
import type { Answer, Call, Operation, Output, Service } from './call';
import { AwsFailure } from './failure';
import { JSON_SIGNATURE_CODES, jsonAnswer, jsonFailure } from './rest-json';

/** Keys belong to APIs of both sorts. */
const LIST_API_KEYS: AppSyncOperation = {
  name: 'ListApiKeys',
  method: 'GET',
  path: ['v1', 'apis', null, 'apikeys'],
  run: (call, [apiId = '']) => {
    const keys = eventApiKeys(call, apiId) ?? graphqlApiKeys(call, apiId);
    if (!keys) throw new AwsFailure('NotFoundException', 404, `API ${apiId} not found.`);
    return paged(call, 'apiKeys', keys);
  },
};

const LIST_TAGS: AppSyncOperation = {
  name: 'ListTagsForResource',
  method: 'GET',
  path: ['v1', 'tags', null],
  run: (call, [arn = '']) => {
    const tags = graphqlTags(call, arn) ?? eventApiTags(call, arn);
    if (!tags) throw new AwsFailure('NotFoundException', 404, `Resource ${arn} not found.`);
    return { tags };
  },
};

function eventApiTags({ region }: Call, arn: string): Record<string, string> | undefined {
  return [...eventApisOf(region).values()].find(({ apiArn }) => apiArn === arn)?.tags;
}

const OPERATIONS: AppSyncOperation[] = [...GRAPHQL_OPERATIONS, ...EVENT_OPERATIONS, LIST_API_KEYS, LIST_TAGS];

export const appsync: Service = {
  name: 'appsync',
  throttled: null,
  operation: ({ method, path }): Operation => {
    const segments = path.split('/').slice(1).map(decoded);
    const found = OPERATIONS.find((one) => one.method === method && fits(one.path, segments));
    if (!found) throw new AwsFailure('UnknownOperationException', 404, '');
    return {
      name: found.name,
      action: `appsync:${found.name}`,
      resource: ({ region, account }) => `arn:aws:appsync:${region.name}:${account.id}:${path}`,
      run: (call) =>
        found.run(
          call,
          segments.filter((_, index) => found.path[index] === null),
        ),
    };
  },
  answer: ({ name }, output, requestId) => answerOf(name, output, requestId),
  fail: jsonFailure,
  codes: {
    denied: 'AccessDeniedException',
    throttled: () => new AwsFailure('TooManyRequestsException', 429, 'Rate exceeded'),
    signature: JSON_SIGNATURE_CODES,
  },
};

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new AwsFailure('BadRequestException', 400, 'The request path is not properly encoded.');
  }
}

function fits(path: (string | null)[], segments: string[]): boolean {
  return path.length === segments.length && path.every((one, index) => one === null || one === segments[index]);
}

/** A schema is the body itself, no member of it. */
function answerOf(operation: string, output: Output, requestId: string): Answer {
  const answer = jsonAnswer(200, output, requestId);
  return operation === 'GetIntrospectionSchema' ? { ...answer, body: String(output.schema) } : answer;
}
