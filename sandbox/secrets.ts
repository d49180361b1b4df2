import { allUserPools } from './cognito/directory';
import type { World } from './model';

/** Something that opens a part of this world, in the words in which a leak is reported. */
export interface Secret {
  sort: 'secret access key' | 'session token' | 'client secret' | 'refresh token' | 'API key';
  value: string;
}

/** Every secret that AWS holds in this world or has given out, so that a test can look for all of them where none belongs. */
export function secretsOf(world: World): Secret[] {
  const accountKeys = world.accounts.flatMap(({ keys }) => keys);
  const regions = world.accounts.flatMap((account) => [...account.regions.values()]);
  const pools = allUserPools(world);
  const clients = pools.flatMap((pool) => [...pool.clients.values()]);
  return [
    ...of(
      'secret access key',
      accountKeys.map(({ secret }) => secret),
    ),
    ...of(
      'session token',
      accountKeys.map(({ sessionToken }) => sessionToken),
    ),
    ...of(
      'client secret',
      clients.flatMap(({ secrets }) => secrets.map(({ value }) => value)),
    ),
    ...of(
      'refresh token',
      pools.flatMap((pool) => [...pool.grants.keys()]),
    ),
    ...of(
      'API key',
      regions.flatMap((region) => [
        ...[...(region.apiKeys?.values() ?? [])].map(({ value }) => value),
        ...[...(region.graphql?.apis.values() ?? [])].flatMap(({ apiKeys }) => apiKeys.map(({ id }) => id)),
        ...[...(region.eventApis?.values() ?? [])].flatMap(({ apiKeys }) => apiKeys.map(({ id }) => id)),
      ]),
    ),
  ];
}

function of(sort: Secret['sort'], values: (string | undefined)[]): Secret[] {
  return values.flatMap((value) => (value ? [{ sort, value }] : []));
}
