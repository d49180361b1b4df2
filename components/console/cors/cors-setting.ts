import { corsInWords } from '@/components/console/facts/cors-words';
import type { Request } from '@/components/console/request/send-as';
import type { ApiRef } from '@/lib/core/api';
import { type CorsChange, changeFor } from '@/lib/core/cors/change';
import { type Foreseen, foreseeCors } from '@/lib/core/cors/foresee';
import type { CorsConfiguration } from '@/lib/core/cors/gateway';
import type { CorsPlan } from '@/lib/core/cors/plan';
import { changeForRest, foreseeRest, optionsFor, restCorsInWords } from '@/lib/core/cors/rest';
import { corsSnippets } from '@/lib/core/cors/snippet';

interface RouteKey {
  method: string;
  path: string;
  auth: string;
}

/** What decides about CORS: the configuration of an HTTP API, or the methods of a REST API. */
export type CorsSetting =
  | { by: 'configuration'; cors: CorsConfiguration | null; routes: readonly RouteKey[] }
  | { by: 'methods'; options: RouteKey | null; path: string };

export function settingOf(
  { api, route }: Pick<Request, 'api' | 'route'>,
  cors: CorsConfiguration | null,
  routes: readonly RouteKey[],
): CorsSetting {
  if (api.kind !== 'rest') return { by: 'configuration', cors, routes };
  return { by: 'methods', options: optionsFor(routes, route.path), path: route.path };
}

export function settingInWords(setting: CorsSetting): string[] {
  if (setting.by === 'methods') return restCorsInWords(setting.options);
  if (setting.cors) return corsInWords(setting.cors);
  return [
    'There is no CORS configuration. API Gateway adds no headers, and an OPTIONS request is routed as any other.',
  ];
}

export function foreseeSetting(plan: CorsPlan, setting: CorsSetting): Foreseen {
  if (setting.by === 'methods') return foreseeRest(plan, setting.options);
  return foreseeCors(plan, setting.cors, setting.routes);
}

/** What would allow a request that is refused; null where the configuration allows it already. */
export function changeOf(
  plan: CorsPlan,
  setting: CorsSetting,
  { api, failed }: { api: ApiRef; failed: 'preflight' | 'actual' },
): CorsChange | null {
  if (setting.by === 'methods') {
    return changeForRest(plan, setting.path, plan.type === 'simple' ? 'actual' : failed);
  }
  const change = changeFor(plan, setting.cors);
  return change && { changes: change.changes, snippets: corsSnippets(change.cors, api.id) };
}
