import type { ApiKey } from '@/sandbox/model';
import type { Call, Output } from './call';
import { AwsFailure } from './failure';
import { pageOf } from './paging';
import type { RestOperation } from './rest-json';

/** What a page holds when the caller does not say, and the most that may be asked for. */
const PAGE_SIZE = 25;
const PAGE_LIMIT = 500;

/** The API keys of API Gateway, which both of its versions share and only version 1 tells. */
export const API_KEY_ROUTES: RestOperation[] = [
  { path: ['apikeys'], name: 'GetApiKeys', run: getApiKeys },
  { path: ['apikeys', null], name: 'GetApiKey', run: (call, [id = '']) => getApiKey(call, id) },
];

function getApiKeys({ region, input: { parameters } }: Call): Output {
  const name = parameters.get('name') ?? '';
  const customerId = parameters.get('customerId');
  const keys = [...(region.apiKeys?.values() ?? [])].filter(
    (key) => key.name.startsWith(name) && (customerId === null || key.customerId === customerId),
  );
  const scope = `apikeys ${name} ${customerId}`;
  const page = pageOf(keys, sizeOf(parameters), { token: parameters.get('position'), scope });
  if (!page) throw new AwsFailure('BadRequestException', 400, 'Invalid position parameter');
  const withValues = parameters.get('includeValues') === 'true';
  return { item: page.items.map((key) => shownKey(key, withValues)), position: page.nextToken };
}

function getApiKey({ region, input: { parameters } }: Call, id: string): Output {
  const key = region.apiKeys?.get(id);
  if (!key) throw new AwsFailure('NotFoundException', 404, 'Invalid API Key identifier specified');
  return shownKey(key, parameters.get('includeValue') === 'true');
}

function sizeOf(parameters: URLSearchParams): number {
  const asked = parameters.get('limit');
  const size = asked === null ? PAGE_SIZE : Number(asked);
  if (Number.isInteger(size) && size >= 1 && size <= PAGE_LIMIT) return size;
  throw new AwsFailure('BadRequestException', 400, `Invalid limit: it must be a number from 1 to ${PAGE_LIMIT}`);
}

/** A key as the wire has it; version 1 counts time in seconds. */
function shownKey({ value, createdDate, lastUpdatedDate, ...key }: ApiKey, withValue: boolean): Output {
  return {
    ...key,
    createdDate: Date.parse(createdDate) / 1000,
    lastUpdatedDate: Date.parse(lastUpdatedDate) / 1000,
    ...(withValue ? { value } : {}),
  };
}
