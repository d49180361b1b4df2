import 'server-only';
import { askedBy } from '@/lib/apis/appsync-base/asked-by';
import { type AppSyncAuth, AppSyncMode } from '@/lib/apis/appsync-base/contract';
import { readKeys } from '@/lib/apis/appsync-base/keys';
import { toAuth } from '@/lib/apis/appsync-base/modes';
import { appSyncItems } from '@/lib/apis/appsync-base/pages';
import { Parts } from '@/lib/apis/parts';
import type { AskedBy } from '@/lib/auth/sign-in/contract';
import type { AwsClients } from '@/lib/aws/clients';
import type { AuthMode, ChannelNamespace, EventApi } from '@/lib/aws/shapes';
import type { ApiRef, Target } from '@/lib/core/api';
import type { EventsDetail, EventsNamespace } from './contract';
import { readApi, summarise } from './discover';
import { shownEndpoints } from './endpoints';

/** Everything about one API. Its parts are read at once; each may fail alone and then stands among the problems. */
export async function describeEvents(aws: AwsClients, ref: ApiRef, signal: AbortSignal): Promise<EventsDetail> {
  const parts = new Parts();
  const api = await readApi(aws, ref, signal);
  const auth = authOf(api);
  const [namespaces, keys] = await Promise.all([
    parts.list('channel namespaces', readNamespaces(aws, ref.id, signal)),
    auth.some(({ mode }) => mode === 'API_KEY') ? parts.list('API keys', readKeys(aws, ref.id, signal)) : [],
  ]);
  const summary = summarise(api, 'GetApi');
  return {
    kind: 'events',
    api: summary,
    ...(await shownEndpoints(aws, summary)),
    routes: namespaces.map(targetOf),
    auth,
    connect: modesOf(api.eventConfig?.connectionAuthModes),
    namespaces: namespaces.map((one) => toNamespace(one, api)),
    keys,
    log: api.eventConfig?.logConfig?.logLevel ?? null,
    xray: api.xrayEnabled ?? false,
    problems: parts.problems,
  };
}

/** The namespaces alone, for search. */
export async function readTargets(aws: AwsClients, apiId: string, signal: AbortSignal): Promise<Target[]> {
  return (await readNamespaces(aws, apiId, signal)).map(targetOf);
}

/** What one mode of an API asks for. */
export async function readAuthorizer(
  aws: AwsClients,
  { apiId, authorizerId }: { apiId: string; authorizerId: string },
  signal: AbortSignal,
): Promise<AskedBy | null> {
  const api = await readApi(aws, { kind: 'events', id: apiId, account: aws.account }, signal);
  return askedBy(
    aws,
    authOf(api).find(({ id }) => id === authorizerId),
  );
}

async function readNamespaces(aws: AwsClients, apiId: string, signal: AbortSignal): Promise<ChannelNamespace[]> {
  const ask = (page: object) => aws.appsync.listChannelNamespaces({ apiId, ...page }, { abortSignal: signal });
  const namespaces = await appSyncItems('ListChannelNamespaces', 'channelNamespaces', ask);
  return namespaces.filter(({ name }) => name).sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
}

/** The default is the first mode with which one may connect. */
function authOf(api: EventApi): AppSyncAuth[] {
  const first = api.eventConfig?.connectionAuthModes?.[0]?.authType;
  return (api.eventConfig?.authProviders ?? []).flatMap(({ authType, cognitoConfig, ...rest }) => {
    const provider = {
      authenticationType: authType,
      ...(cognitoConfig ? { userPoolConfig: cognitoConfig } : {}),
      ...rest,
    };
    return toAuth(provider, authType === first) ?? [];
  });
}

function toNamespace(one: ChannelNamespace, { eventConfig }: EventApi): EventsNamespace {
  const own = (modes: AuthMode[] | undefined, api: AuthMode[] | undefined) => modesOf(modes?.length ? modes : api);
  return {
    name: one.name ?? '',
    publish: own(one.publishAuthModes, eventConfig?.defaultPublishAuthModes),
    subscribe: own(one.subscribeAuthModes, eventConfig?.defaultSubscribeAuthModes),
    handlers: Boolean(one.codeHandlers) || one.handlerConfigs !== undefined,
  };
}

function modesOf(modes: AuthMode[] | undefined): AppSyncMode[] {
  return (modes ?? []).flatMap(({ authType }) => {
    const mode = AppSyncMode.safeParse(authType);
    return mode.success ? [mode.data] : [];
  });
}

function targetOf({ name = '' }: ChannelNamespace): Target {
  return { id: name, key: name, method: 'CHANNEL', path: `/${name}/*`, auth: 'none' };
}
