import type { Target } from '@/lib/core/api';
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
}

export const DEFAULT_TIMEOUT_MS = 30_000;

/** Whether the person chooses the method: the route takes any. */
export function hasFreeMethod(route: Pick<Target, 'method'>): boolean {
  return route.method === 'ANY';
}

/** Whether the route leaves the whole path to the person. */
export function isCatchAll(route: Pick<Target, 'path'>): boolean {
  return route.path === '$default';
}

/** The draft of a route that nobody has touched. */
export function newDraft(route: Target): Draft {
  return {
    method: hasFreeMethod(route) ? 'GET' : route.method,
    path: isCatchAll(route) ? '/' : null,
    parameters: Object.fromEntries(pathParameters(route.path).map(({ name }) => [name, ''])),
    query: [],
    headers: [],
    bodyMode: 'none',
    json: '',
    text: '',
    form: [],
    fileName: null,
    timeoutMs: DEFAULT_TIMEOUT_MS,
    freshConnection: false,
    base: '',
  };
}

/** The id of the row that would come next in a list. */
export function nextRowId(rows: readonly DraftRow[]): number {
  return rows.reduce((highest, row) => Math.max(highest, row.id), 0) + 1;
}

/** Rows that are switched on and named. */
export function liveRows(rows: readonly DraftRow[]): DraftRow[] {
  return rows.filter((row) => row.on && row.name !== '');
}
