import type { GatewayModel } from '@/lib/apis/gateway/contract';
import { pathParameters } from '@/lib/core/path';
import { DEFAULT_TIMEOUT_MS, type Draft, type DraftRow, hasFreeMethod, isCatchAll, PLANNED_KEY } from './draft';
import { exampleFor, firstBody, withContentType, withExample } from './draft-body';
import { type DraftRoute, parametersIn, valueFor } from './draft-route';

/** The draft of a route that nobody has touched: with the parameters that it asks for, and a body of its model. */
export function newDraft(route: DraftRoute, models: readonly GatewayModel[] = []): Draft {
  const named = new Map(parametersIn(route, 'path').map((one) => [one.name, valueFor(one)]));
  const draft: Draft = {
    method: hasFreeMethod(route) ? 'GET' : route.method,
    path: isCatchAll(route) ? '/' : null,
    template: '',
    parameters: Object.fromEntries(pathParameters(route.path).map(({ name }) => [name, named.get(name) ?? ''])),
    query: rowsFor(route, 'query'),
    headers: rowsFor(route, 'header'),
    bodyMode: 'none',
    json: '',
    text: '',
    form: [],
    fileName: null,
    timeoutMs: Math.max(DEFAULT_TIMEOUT_MS, (route.request?.limitMs ?? 0) + 1_000),
    freshConnection: false,
    base: '',
    through: '',
    label: '',
    keyId: PLANNED_KEY,
    test: false,
  };
  const body = hasFreeMethod(route) ? undefined : firstBody(route.request);
  if (!body) return draft;
  const example = exampleFor(body, models);
  return example === null ? withContentType(draft, body) : withExample(draft, body, example);
}

/** A row for each parameter that the route names; those that it can do without are switched off. */
function rowsFor(route: DraftRoute, where: 'query' | 'header'): DraftRow[] {
  return parametersIn(route, where).map((one, at) => ({
    ...{ id: at + 1, on: one.required, name: one.name },
    value: valueFor(one),
  }));
}
