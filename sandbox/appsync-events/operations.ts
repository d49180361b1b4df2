import type { AppSyncKey, AuthMode, AuthProvider } from '@/sandbox/appsync/auth/provider';
import { type AppSyncOperation, paged } from '@/sandbox/appsync/operation';
import type { Call, Output } from '@/sandbox/control/call';
import { AwsFailure } from '@/sandbox/control/failure';
import { eventApisOf } from './deploy';
import type { ChannelNamespace, EventApi } from './model';

/** What AppSync's control plane tells about Event APIs. */
export const EVENT_OPERATIONS: AppSyncOperation[] = [
  {
    name: 'ListApis',
    method: 'GET',
    path: ['v2', 'apis'],
    run: (call) =>
      paged(
        call,
        'apis',
        [...eventApisOf(call.region).values()].map((api) => shownApi(call, api)),
      ),
  },
  {
    name: 'GetApi',
    method: 'GET',
    path: ['v2', 'apis', null],
    run: (call, [apiId]) => ({ api: shownApi(call, existing(call, apiId)) }),
  },
  {
    name: 'ListChannelNamespaces',
    method: 'GET',
    path: ['v2', 'apis', null, 'channelNamespaces'],
    run: (call, [apiId]) => {
      const api = existing(call, apiId);
      return paged(
        call,
        'channelNamespaces',
        [...api.namespaces.values()].map((one) => shownNamespace(api, one)),
      );
    },
  },
  {
    name: 'GetChannelNamespace',
    method: 'GET',
    path: ['v2', 'apis', null, 'channelNamespaces', null],
    run: (call, [apiId, name = '']) => {
      const api = existing(call, apiId);
      const found = api.namespaces.get(name);
      if (!found) throw notFound(`ChannelNamespace ${name} not found.`);
      return { channelNamespace: shownNamespace(api, found) };
    },
  },
];

/** The keys of an Event API as ListApiKeys shows them; undefined for an id that is none of an Event API. */
export function eventApiKeys({ region }: Call, apiId: string): AppSyncKey[] | undefined {
  return eventApisOf(region).get(apiId)?.apiKeys;
}

function existing(call: Call, apiId = ''): EventApi {
  const api = eventApisOf(call.region).get(apiId);
  if (!api) throw notFound(`Api ${apiId} not found.`);
  return api;
}

function notFound(message: string): AwsFailure {
  return new AwsFailure('NotFoundException', 404, message);
}

function shownApi({ world }: Call, api: EventApi): Output {
  const port = new URL(world.origin).port;
  return {
    apiId: api.apiId,
    name: api.name,
    ownerContact: api.ownerContact,
    tags: api.tags,
    // Hosts without a scheme. They lead here under the names that end as emulators' do, never to AWS itself.
    dns: {
      HTTP: `${api.hostId}.appsync-api.localhost:${port}`,
      REALTIME: `${api.hostId}.appsync-realtime-api.localhost:${port}`,
    },
    apiArn: api.apiArn,
    created: seconds(api.created),
    xrayEnabled: false,
    eventConfig: {
      authProviders: api.providers.map(shownProvider),
      connectionAuthModes: shownModes(api.connectionAuthModes),
      defaultPublishAuthModes: shownModes(api.defaultPublishAuthModes),
      defaultSubscribeAuthModes: shownModes(api.defaultSubscribeAuthModes),
      logConfig: api.logConfig,
    },
  };
}

function shownNamespace({ apiId }: EventApi, namespace: ChannelNamespace): Output {
  const { name, arn, created, lastModified, publishAuthModes, subscribeAuthModes, codeHandlers, tags } = namespace;
  return {
    apiId,
    name,
    subscribeAuthModes: shownModes(subscribeAuthModes),
    publishAuthModes: shownModes(publishAuthModes),
    codeHandlers,
    tags,
    channelNamespaceArn: arn,
    created: seconds(created),
    lastModified: seconds(lastModified),
  };
}

function shownProvider({ mode, userPool, openId, lambda }: AuthProvider): Output {
  return { authType: mode, cognitoConfig: userPool, openIDConnectConfig: openId, lambdaAuthorizerConfig: lambda };
}

function shownModes(modes: AuthMode[] | undefined): { authType: AuthMode }[] | undefined {
  return modes?.map((authType) => ({ authType }));
}

function seconds(iso: string): number {
  return Date.parse(iso) / 1000;
}
