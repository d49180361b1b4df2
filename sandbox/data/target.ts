import type { Account, HttpApi, Region, World } from '@/sandbox/model';

/** Which API a request is for, and what stands behind the API's own address. */
export interface HttpApiTarget {
  world: World;
  account: Account;
  region: Region;
  api: HttpApi;
  /** What follows the API's address, still encoded and without the query: `/`, `/v2/notes/1`. */
  rawPath: string;
  /** `host`: `{ApiId}.execute-api.…`, as in AWS. `path`: `/_aws/execute-api/{ApiId}`, where `$default` may be named too. */
  form: 'host' | 'path';
  /** The custom domain that was asked, with the whole path as it was asked there. */
  domain?: { name: string; path: string; stage: string } | undefined;
}
