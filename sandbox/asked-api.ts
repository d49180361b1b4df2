import type { IncomingMessage } from 'node:http';
import type { HttpApiTarget } from './data/target';
import type { World } from './model';

export interface AskedApi {
  apiId: string;
  /** What follows the API's address, still encoded and without the query. */
  rawPath: string;
  form: HttpApiTarget['form'];
}

/** Which API of API Gateway a request is for, by its host or by its path; undefined where it is for none. */
export function askedApi(req: IncomingMessage): AskedApi | undefined {
  const path = (req.url ?? '/').split('?')[0] ?? '/';
  // The host of an API is asked first: all paths behind it are the API's own.
  return askedByHost(req.headers.host ?? '', path) ?? askedByPath(path);
}

function askedByPath(path: string): AskedApi | undefined {
  const [, apiId, rawPath] = /^\/_aws\/execute-api\/([^/]+)(.*)$/s.exec(path) ?? askedAsBefore(path) ?? [];
  return apiId === undefined ? undefined : { apiId, rawPath: rawPath || '/', form: 'path' };
}

/** `/restapis/{id}/{stage}/_user_request_/…`, the older form of emulators, of REST APIs alone. */
function askedAsBefore(path: string): string[] | undefined {
  const [, apiId, stage, rest] = /^\/restapis\/([^/]+)\/([^/]+)\/_user_request_(.*)$/s.exec(path) ?? [];
  return apiId === undefined ? undefined : ['', apiId, `/${stage}${rest}`];
}

function askedByHost(host: string, path: string): AskedApi | undefined {
  const [, apiId] = /^([a-z0-9]+)\.execute-api\./i.exec(host) ?? [];
  return apiId === undefined ? undefined : { apiId: apiId.toLowerCase(), rawPath: path, form: 'host' };
}

export function findApi(world: World, apiId: string): Pick<HttpApiTarget, 'account' | 'region' | 'api'> | undefined {
  for (const account of world.accounts) {
    for (const region of account.regions.values()) {
      const api = region.httpApis.get(apiId);
      if (api) return { account, region, api };
    }
  }
}
