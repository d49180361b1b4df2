import type { GatewayModel, GatewayRoute, PlannedKey } from '@/lib/apis/gateway/contract';
import type { Target } from '@/lib/core/api';
import { exampleOf } from '@/lib/core/json-schema/example';
import { ModelSet } from '@/lib/core/json-schema/model-set';
import { pathParameters } from '@/lib/core/path';

/** A row of names and values. `id` is unique within its list and never changes, so that focus stays where it is. */
export interface DraftRow {
  id: number;
  on: boolean;
  name: string;
  value: string;
}

export type RowList = 'query' | 'headers' | 'form';
export type BodyMode = 'none' | 'json' | 'text' | 'form' | 'file';

/** What a person has filled in for one route, before it is sent. As whom it is sent is no part of it: see `components/identity`. */
export interface Draft {
  method: string;
  /** A path that was typed by hand; null where it follows from the route and its parameters. */
  path: string | null;
  parameters: Record<string, string>;
  query: DraftRow[];
  headers: DraftRow[];
  bodyMode: BodyMode;
  /** Each mode keeps its own text, so that looking at another one loses nothing. */
  json: string;
  text: string;
  form: DraftRow[];
  /** The name of the chosen file; its bytes live in the page only. */
  fileName: string | null;
  timeoutMs: number;
  freshConnection: boolean;
  /** A base address that corrects the one worked out for an emulator; empty for none. */
  base: string;
  /** Through which address of the stage: empty, OWN_ADDRESS or the place of a custom domain (`domains/addresses`). */
  through: string;
  /** What stands for the asterisk of a wildcard domain. */
  label: string;
  /** The API key that goes along: PLANNED_KEY, NO_KEY or the id of one of the account. */
  keyId: string;
  /** Through API Gateway's own test of the method, and not to a stage. */
  test: boolean;
}

/** The first key of a usage plan of the stage, where the route asks for one. */
export const PLANNED_KEY = '';
export const NO_KEY = '-';

/** A route, and what its API says that it wants to be sent. */
export type DraftRoute = Target & Pick<GatewayRoute, 'request'>;

export const DEFAULT_TIMEOUT_MS = 30_000;

/** Whether the person chooses the method: the route takes any. */
export function hasFreeMethod(route: Pick<Target, 'method'>): boolean {
  return route.method === 'ANY';
}

/** Whether the route leaves the whole path to the person. */
export function isCatchAll(route: Pick<Target, 'path'>): boolean {
  return route.path === '$default';
}

/** The draft of a route that nobody has touched: with the parameters that it asks for, and a body of its model. */
export function newDraft(route: DraftRoute, models: readonly GatewayModel[] = []): Draft {
  const { request } = route;
  const body = hasFreeMethod(route) ? undefined : request?.bodies[0];
  const json = body !== undefined && isJson(body.contentType);
  const own: DraftRow[] =
    body && body.contentType !== 'application/json' ? [rowOf(1, 'content-type', body.contentType)] : [];
  return {
    method: hasFreeMethod(route) ? 'GET' : route.method,
    path: isCatchAll(route) ? '/' : null,
    parameters: Object.fromEntries(pathParameters(route.path).map(({ name }) => [name, ''])),
    query: rowsFor(request, 'query', []),
    headers: rowsFor(request, 'header', own),
    bodyMode: body ? (json ? 'json' : 'text') : 'none',
    json: json ? exampleText(models, body.model) : '',
    text: '',
    form: [],
    fileName: null,
    timeoutMs: Math.max(DEFAULT_TIMEOUT_MS, (request?.limitMs ?? 0) + 1_000),
    freshConnection: false,
    base: '',
    through: '',
    label: '',
    keyId: PLANNED_KEY,
    test: false,
  };
}

/** A body that a model describes, as text. */
export function exampleText(models: readonly GatewayModel[], name: string): string {
  return JSON.stringify(exampleOf(new ModelSet(models), name), null, 2);
}

function isJson(contentType: string): boolean {
  return /^application\/([\w.-]+\+)?json\b/i.test(contentType);
}

/** A row for each parameter that the route names; those that it can do without are switched off. */
function rowsFor(request: GatewayRoute['request'], where: 'query' | 'header', before: readonly DraftRow[]): DraftRow[] {
  const named = (request?.parameters ?? []).filter((one) => one.in === where);
  const rows = named.map(({ name, required }, at) => ({ ...rowOf(before.length + at + 1, name, ''), on: required }));
  return [...before, ...rows];
}

function rowOf(id: number, name: string, value: string): DraftRow {
  return { id, on: true, name, value };
}

/** The key that a request takes along; null for none. */
export function keyFor(draft: Draft, route: DraftRoute, keys: readonly PlannedKey[], stage: string): string | null {
  if (draft.keyId === NO_KEY) return null;
  if (draft.keyId !== PLANNED_KEY) return draft.keyId;
  return route.request?.apiKeyRequired ? (keys.find(({ stages }) => stages.includes(stage))?.id ?? null) : null;
}

/** The id of the row that would come next in a list. */
export function nextRowId(rows: readonly DraftRow[]): number {
  return rows.reduce((highest, row) => Math.max(highest, row.id), 0) + 1;
}

/** Rows that are switched on and named. */
export function liveRows(rows: readonly DraftRow[]): DraftRow[] {
  return rows.filter((row) => row.on && row.name !== '');
}
