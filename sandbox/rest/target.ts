import type { Account, Region, World } from '@/sandbox/model';
import type { RestApi } from './model';

/** Which REST API a request is for, and what stands behind the API's own address: `/v1/books`. */
export interface RestTarget {
  world: World;
  account: Account;
  region: Region;
  api: RestApi;
  /** Still encoded and without the query. */
  rawPath: string;
  form: 'host' | 'path';
  /** The custom domain that was asked, with the whole path as it was asked there. */
  domain?: { name: string; path: string; stage: string } | undefined;
}

export function findRestApi(world: World, apiId: string): Pick<RestTarget, 'account' | 'region' | 'api'> | undefined {
  for (const account of world.accounts) {
    for (const region of account.regions.values()) {
      const api = region.restApis?.get(apiId);
      if (api) return { account, region, api };
    }
  }
}
