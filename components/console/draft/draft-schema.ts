import type { Draft, DraftRow } from './draft';

// By hand and not with zod, which the first load of the page does not carry.

type Fields = Record<string, unknown>;

const BODY_MODES = ['none', 'json', 'text', 'form', 'file'] as const;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function oneOf<T extends string>(value: unknown, all: readonly T[]): T | null {
  return all.find((one) => one === value) ?? null;
}

function rows(value: unknown): DraftRow[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isFields).map((row, at) => ({
    id: at + 1,
    on: row.on !== false,
    name: text(row.name),
    value: text(row.value),
  }));
}

function parameters(value: unknown): Record<string, string> {
  if (!isFields(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, text(one)]));
}

/** A kept draft, checked; null where it is none. The file is gone with the page. */
export function parseDraft(value: unknown): Draft | null {
  if (!isFields(value)) return null;
  const bodyMode = oneOf(value.bodyMode, BODY_MODES);
  if (!bodyMode || typeof value.method !== 'string') return null;
  return {
    method: value.method,
    path: typeof value.path === 'string' ? value.path : null,
    template: text(value.template),
    parameters: parameters(value.parameters),
    query: rows(value.query),
    headers: rows(value.headers),
    bodyMode,
    json: text(value.json),
    text: text(value.text),
    form: rows(value.form),
    fileName: null,
    timeoutMs: typeof value.timeoutMs === 'number' ? value.timeoutMs : 30_000,
    freshConnection: value.freshConnection === true,
    base: text(value.base),
    through: text(value.through),
    label: text(value.label),
    keyId: text(value.keyId),
    test: value.test === true,
  };
}
