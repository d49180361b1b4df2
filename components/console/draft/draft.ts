import type { PlannedKey } from '@/lib/apis/gateway/contract';
import type { Target } from '@/lib/core/api';
import type { DraftRoute } from './draft-route';

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
  /** A path with parameters of its own that was chosen where the route leaves it open; empty where the route's own counts. */
  template: string;
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

export const DEFAULT_TIMEOUT_MS = 30_000;

/** Whether the person chooses the method: the route takes any. */
export function hasFreeMethod(route: Pick<Target, 'method'>): boolean {
  return route.method === 'ANY';
}

/** Whether the route leaves the whole path to the person. */
export function isCatchAll(route: Pick<Target, 'path'>): boolean {
  return route.path === '$default';
}

/** The route as a draft means it: with the path that was chosen below it. */
export function placed<R extends Target>(route: R, { template }: Pick<Draft, 'template'>): R {
  return template === '' ? route : { ...route, path: template };
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
