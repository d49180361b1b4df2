import type { IncomingMessage } from 'node:http';
import type { HttpApiTarget } from './data/target';
import { askedDomain } from './domains/asked';
import type { World } from './model';

export interface AskedApi {
  apiId: string;
  /** What follows the API's address, still encoded and without the query. */
  rawPath: string;
  form: HttpApiTarget['form'];
  domain?: HttpApiTarget['domain'];
}

/** Which API of API Gateway a request is for, by a custom domain, by its host or by its path; undefined where it is for none. */
export function askedApi(world: World, req: IncomingMessage): AskedApi | undefined {
  const path = (req.url ?? '/').split('?')[0] ?? '/';
  // The host of an API is asked first: all paths behind it are the API's own.
  return askedByDomain(world, req) ?? askedByHost(req.headers.host ?? '', path) ?? askedByPath(path);
}

/** The stage is the mapping's, whatever the path says, and stands where the path form has it. */
function askedByDomain(world: World, req: IncomingMessage): AskedApi | undefined {
  const asked = askedDomain(world, req);
  if (!asked?.mapping) return;
  const { domainName, path, rest, mapping } = asked;
  const domain = { name: domainName, path, stage: mapping.stage };
  return { apiId: mapping.apiId, rawPath: `/${mapping.stage}${rest}`, form: 'path', domain };
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
