import 'server-only';
import { type Endpoint, endpoint } from '@/lib/apis/appsync-base/endpoint';
import { answersInJson } from '@/lib/apis/appsync-base/probe';
import type { AwsClients } from '@/lib/aws/clients';
import { isEmulator } from '@/lib/aws/endpoint';
import type { ApiSummary } from '@/lib/core/api';
import { AppError } from '@/lib/core/error';
import { processWide } from '@/lib/core/process-wide';
import { authority, destinationOf } from '@/lib/egress/address';

/** The smallest operation there is: it asks for nothing and changes nothing, and without proof of who asks AppSync refuses it. */
const SMALLEST = JSON.stringify({ query: '{ __typename }' });

/** Which address each API of an emulator answered at; null where none of the known did. */
const answered = processWide('appsync-endpoints', () => new Map<string, Promise<Endpoint | null>>());

/** Where operations go. Against AWS it is what AWS says; against an emulator the known forms are tried and the first that answers is kept. */
export async function graphqlEndpoint(aws: AwsClients, api: ApiSummary): Promise<Endpoint> {
  const emulator = await aws.appSyncEndpoint();
  if (emulator === null || !isEmulator(emulator)) return endpoint(awsAddress(aws, api), null);
  const key = `${emulator} ${aws.account.region} ${api.id}`;
  const found = answered.get(key) ?? tryForms(emulator, api);
  answered.set(key, found);
  const known = await found.catch(() => null);
  if (known) return known;
  answered.delete(key); // the emulator may only just be starting
  throw new AppError(
    'not-supported',
    `The emulator at ${emulator} does not answer for AppSync API ${api.id} in any of the known forms.`,
  );
}

/**
 * Where subscriptions are held (aws.md §5.4): an API's own realtime host; for any other address, a custom domain or an
 * emulator's, the same with `/realtime` behind it.
 */
export function realtimeEndpoint({ url, to }: Endpoint): Endpoint {
  const own = /^https:\/\/(\w+)\.appsync-api\.([\w-]+\.amazonaws\.com(?:\.cn)?)\/graphql$/.exec(url);
  const address = own ? `https://${own[1]}.appsync-realtime-api.${own[2]}/graphql` : `${url}/realtime`;
  const realtime = endpoint(address, to.connectTo === null ? null : to);
  return { ...realtime, url: realtime.url.replace(/^http/, 'ws') };
}

/** Both for the screen: an address that could not be worked out is a fact, not a failure. */
export async function shownEndpoints(aws: AwsClients, api: ApiSummary) {
  try {
    const graphql = await graphqlEndpoint(aws, api);
    const { connectTo } = graphql.to;
    const endpoints = { graphql: graphql.url, realtime: realtimeEndpoint(graphql).url };
    return { endpoints, pinnedTo: connectTo === null ? null : authority(connectTo) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { endpoints: { graphql: null, realtime: null }, pinnedTo: null };
  }
}

function awsAddress(aws: AwsClients, api: ApiSummary): string {
  if (api.endpoint?.startsWith('https://')) return api.endpoint;
  const suffix = aws.account.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://${api.id}.appsync-api.${aws.account.region}.${suffix}/graphql`;
}

async function tryForms(emulator: string, api: ApiSummary): Promise<Endpoint | null> {
  for (const address of formsOf(emulator, api)) {
    const candidate = endpoint(address, destinationOf(new URL(emulator)));
    if (await answersInJson(candidate, SMALLEST)) return candidate;
  }
  return null;
}

/** What emulators are known to serve (aws.md §8.2), and before that what this one says, as long as it does not say AWS. */
function formsOf(emulator: string, { id, endpoint: told }: ApiSummary): string[] {
  const { protocol, port } = new URL(emulator);
  const own = told !== null && URL.canParse(told) && isEmulator(told) ? [told] : [];
  return [
    ...own,
    `${emulator}/appsync-api/${id}/graphql`,
    `${emulator}/v1/apis/${id}/graphql`,
    `${emulator}/graphql/${id}`,
    `${protocol}//${id}.appsync-api.localhost.localstack.cloud${port ? `:${port}` : ''}/graphql`,
  ];
}
