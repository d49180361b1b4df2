import { type Draft, isCatchAll } from '@/components/console/draft/draft';
import type { DraftBody, DraftParameter, DraftRequest, DraftRoute } from '@/components/console/draft/draft-route';
import { newDraft } from '@/components/console/draft/new-draft';
import type { GatewayModel, GatewayRoute } from '@/lib/apis/gateway/contract';
import type { MatchedOperation } from '@/lib/core/openapi/match';
import type { Body, OpenApiFile } from '@/lib/core/openapi/operation';
import { References } from '@/lib/core/openapi/references';
import { sharedBy } from '@/lib/core/openapi/shared-schemas';

/** What an imported file says of one route. */
export interface RouteTold {
  file: OpenApiFile;
  operations: readonly MatchedOperation[];
}

/** The operation that a draft is about; null where it is about none of the file. */
export function operationOf(told: RouteTold | null, { method, template }: Pick<Draft, 'method' | 'template'>) {
  const here = told?.operations.filter((one) => (one.template ?? '') === template) ?? [];
  return here.find((one) => one.method === method) ?? here.find((one) => one.method === 'ANY') ?? null;
}

/** The route as it is asked for an operation: with what the file says beside what the API itself says. */
export function askedOf(route: GatewayRoute, operation: MatchedOperation | null): DraftRoute {
  if (!operation) return route;
  const { request } = route;
  return {
    ...route,
    path: operation.template ?? route.path,
    method: operation.method === 'ANY' ? route.method : operation.method,
    request: {
      ...(request ?? { validates: { parameters: false, body: false }, apiKeyRequired: false }),
      parameters: parametersOf(request, operation),
      bodies: bodiesOf(request, operation),
    },
  };
}

function parametersOf(request: DraftRequest | undefined, { parameters }: MatchedOperation): DraftParameter[] {
  const own = request?.parameters ?? [];
  const isSame = (one: DraftParameter, other: DraftParameter) =>
    one.in === other.in && (one.in === 'header' ? lower(one.name) === lower(other.name) : one.name === other.name);
  const known = own.map((one) => {
    const told = parameters.find((other) => isSame(one, other));
    if (!told) return one;
    return { ...one, told, required: one.required || told.required, unchecked: !one.required };
  });
  const others = parameters.filter((told) => !own.some((one) => isSame(one, told)));
  return [...known, ...others.map((told) => ({ ...told, told, unchecked: true }))];
}

/** What the API itself says of a body counts for its shape: that is what it may refuse. */
function bodiesOf(request: DraftRequest | undefined, { bodies }: MatchedOperation): DraftBody[] {
  const own = request?.bodies ?? [];
  const known = own.map((one) => {
    const told = bodies.find(({ contentType }) => lower(contentType) === lower(one.contentType));
    return told ? { ...one, told: toldOf(told, false) } : one;
  });
  const others = bodies.flatMap((body, at) => {
    const isKnown = own.some(({ contentType }) => lower(contentType) === lower(body.contentType));
    return isKnown ? [] : [{ contentType: body.contentType, model: modelName(body, at), told: toldOf(body, true) }];
  });
  return [...known, ...others];
}

function toldOf({ schemaName, examples }: Body, isFileModel: boolean): NonNullable<DraftBody['told']> {
  return { schemaName, examples, isFileModel };
}

/** The shapes of the bodies of an operation, as models beside those of the API. */
export function modelsOf(operation: MatchedOperation | null, { shared }: OpenApiFile): GatewayModel[] {
  const bodies = operation?.bodies ?? [];
  return bodies.flatMap((body, at) => {
    const { contentType, schema } = body;
    if (!schema) return [];
    const whole = { ...schema, ...sharedBy([schema], new References(shared)) };
    return [{ name: modelName(body, at), contentType, description: null, schema: JSON.stringify(whole) }];
  });
}

/** No model of an API can be called so. */
function modelName({ schema }: Body, at: number): string {
  return schema ? `#${at}` : '';
}

/** A draft that nobody has touched: of the operation of this route's own method and path, where the file has one. */
export function firstDraft(route: GatewayRoute, told: RouteTold | null, models: readonly GatewayModel[]): Draft {
  const own = told?.operations.filter(({ template }) => template === null) ?? [];
  const operation = own.find(({ method }) => method === 'GET') ?? own[0];
  if (!told || !operation || isCatchAll(route)) return newDraft(route, models);
  return operationDraft(route, { file: told.file, operation }, models);
}

/** A draft of one operation: its method and path, the parameters that it asks for, and an example as its body. */
export function operationDraft(
  route: GatewayRoute,
  { file, operation }: { file: OpenApiFile; operation: MatchedOperation },
  models: readonly GatewayModel[],
): Draft {
  const draft = newDraft(askedOf(route, operation), [...models, ...modelsOf(operation, file)]);
  return { ...draft, template: operation.template ?? '' };
}

/** The same, with how the request is sent as it was. */
export function changedTo(next: Draft, before: Draft): Draft {
  const { timeoutMs, freshConnection, base, through, label, keyId, test } = before;
  return { ...next, timeoutMs, freshConnection, base, through, label, keyId, test };
}

function lower(text: string): string {
  return text.toLowerCase();
}
