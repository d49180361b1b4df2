import type { Account, Region, World } from '@/sandbox/model';
import type { GraphqlApi, GraphqlDirectory } from './model';

export function graphqlOf(region: Region): GraphqlDirectory {
  region.graphql ??= { apis: new Map(), domains: new Map() };
  return region.graphql;
}

/** A GraphQL API, and where it is. */
export interface GraphqlTarget {
  world: World;
  account: Account;
  region: Region;
  api: GraphqlApi;
}

/** The API that a part of an address names: its id, its host's own name, or a custom domain. */
export function findGraphqlApi(world: World, name: string): GraphqlTarget | undefined {
  for (const account of world.accounts) {
    for (const region of account.regions.values()) {
      const { apis, domains } = region.graphql ?? graphqlOf(region);
      const api = apis.get(domains.get(name)?.apiId ?? name) ?? [...apis.values()].find((one) => one.hostId === name);
      if (api) return { world, account, region, api };
    }
  }
}

/** `Ref` of an API gives its ARN, and `ApiId` is the id alone; templates write either. */
export function lastPart(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
