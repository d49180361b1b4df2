import type { AccessLogRecord } from '@/lib/core/access-log/record';
import type { RequestTime } from './request-time';

/** What the access log has told of a request. */
export type AccessTold =
  | { state: 'pending' }
  /** There is none to be had. */
  | { state: 'none' }
  /** `record` is null where the line is not in the stage's format. `names` are the variables of the format. */
  | { state: 'found'; record: AccessLogRecord | null; names: readonly string[] };

/** What is known of a request. Its logs are looked into at once, and what the access log tells leads to the function's. */
export class Told {
  readonly ids: readonly string[];
  readonly time: RequestTime;
  /** The route that was meant. */
  readonly routeKey: string | null;
  /** Resolves when the access log has told what it will. */
  readonly settled: Promise<void>;
  #access: AccessTold = { state: 'pending' };
  #settle = () => {};

  constructor(asked: { ids: readonly string[]; time: RequestTime; routeKey: string | null }) {
    this.ids = asked.ids;
    this.time = asked.time;
    this.routeKey = asked.routeKey;
    this.settled = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  get access(): AccessTold {
    return this.#access;
  }

  tell(access: AccessTold): void {
    this.#access = access;
    this.#settle();
  }
}

const REACHED = [
  'integration.requestId',
  'awsEndpointRequestId',
  'integration.status',
  'integrationStatus',
  'integration.integrationStatus',
  'integration.latency',
  'integrationLatency',
  'integration.error',
  'integrationErrorMessage',
];

/** The access log shows that the gateway answered by itself: it has variables of the integration, and none has a value. */
export function answeredByGateway({ access }: Told): boolean {
  if (access.state !== 'found' || !access.record) return false;
  const { record, names } = access;
  const telling = REACHED.filter((name) => names.includes(name));
  return telling.length > 0 && telling.every((name) => record.get(name) === null);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Lambda's id of the invocation, where the access log tells it. What strangers wrote into a line is no id. */
export function invocationId({ access }: Told): string | null {
  if (access.state !== 'found' || !access.record) return null;
  const { record } = access;
  const id = record.text('integration.requestId') ?? record.text('awsEndpointRequestId') ?? '';
  return UUID.test(id) ? id : null;
}

/** Keys of the route that took the request, as far as that is known: as the access log says, else the one that was meant. */
export type TakenBy = 'nobody' | 'unknown' | readonly [key: string, ...others: string[]];

export function takenBy({ access, routeKey }: Told): TakenBy {
  const record = access.state === 'found' ? access.record : null;
  const named = record?.text('routeKey');
  if (named) return [named];
  const resource = record?.text('resourcePath');
  // A REST API names the method that came, and the route may take any.
  if (resource) return [`${record?.text('httpMethod') ?? 'ANY'} ${resource}`, `ANY ${resource}`];
  if (record && access.state === 'found' && access.names.includes('routeKey')) return 'nobody';
  return routeKey === null ? 'unknown' : [routeKey];
}
