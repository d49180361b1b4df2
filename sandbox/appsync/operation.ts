import type { Call, Output } from '@/sandbox/control/call';
import { AwsFailure } from '@/sandbox/control/failure';
import { pageOf } from '@/sandbox/control/paging';

/** One operation of AppSync's control plane, by method and path; `null` takes any one segment. */
export interface AppSyncOperation {
  name: string;
  method: string;
  path: (string | null)[];
  run: (call: Call, names: string[]) => Output;
}

/** The most that AppSync gives at once. */
const PAGE_LIMIT = 25;

/** One page of a list under its own name. */
export function paged(call: Call, list: string, items: object[]): Output {
  const { parameters, path } = call.input;
  const asked = parameters.get('maxResults');
  const size = asked === null ? PAGE_LIMIT : Number(asked);
  if (!(Number.isInteger(size) && size >= 0 && size <= PAGE_LIMIT)) {
    throw new AwsFailure('BadRequestException', 400, `maxResults must be between 0 and ${PAGE_LIMIT}.`);
  }
  const page = pageOf(items, size || PAGE_LIMIT, { token: parameters.get('nextToken'), scope: path });
  if (!page) throw new AwsFailure('BadRequestException', 400, 'Invalid nextToken.');
  return { [list]: page.items, ...(page.nextToken ? { nextToken: page.nextToken } : {}) };
}
