import { authorize, type Caller, type Presented } from '@/sandbox/appsync/auth/authorize';
import { mayDo } from '@/sandbox/appsync/auth/iam';
import type { AuthMode } from '@/sandbox/appsync/auth/provider';
import type { Account, Region, World } from '@/sandbox/model';
import type { EventApi } from './model';

/** An Event API, and where it is. */
export interface EventsTarget {
  world: World;
  account: Account;
  region: Region;
  api: EventApi;
}

/** What is to be done, in AppSync's own words for a Lambda authorizer. */
export interface Doing {
  operation: 'EVENT_CONNECT' | 'EVENT_PUBLISH' | 'EVENT_SUBSCRIBE';
  allowed: readonly AuthMode[];
  /** Absent on connecting. */
  namespace?: string;
  channel?: string;
}

/** The IAM actions, on the API for connecting and on the channel namespace for the others. */
const ACTIONS: Record<Doing['operation'], string> = {
  EVENT_CONNECT: 'appsync:EventConnect',
  EVENT_PUBLISH: 'appsync:EventPublish',
  EVENT_SUBSCRIBE: 'appsync:EventSubscribe',
};

/** Lets somebody do something, or throws the refusal. */
export async function guard(target: EventsTarget, presented: Presented, doing: Doing): Promise<Caller> {
  const { world, account, region, api } = target;
  const { operation, allowed, namespace, channel } = doing;
  const resource = namespace === undefined ? api.apiArn : `${api.apiArn}/channelNamespace/${namespace}`;
  const guarded = { world, account, region, apiId: api.apiId, apiKeys: api.apiKeys, providers: api.providers };
  return authorize(guarded, presented, {
    allowed,
    permits: (key) => mayDo(world, key, ACTIONS[operation], resource),
    context: { operation, channelNamespaceName: namespace, channel },
    keptBy: JSON.stringify([operation, channel]),
  });
}
