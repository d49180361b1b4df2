import { splitUrl } from '@/lib/core/query';
import { type Draft, type DraftRow, nextRowId, type RowList } from './draft';

export type DraftAction =
  | { type: 'set'; values: Partial<Omit<Draft, 'query' | 'headers' | 'form' | 'parameters'>> }
  | { type: 'parameter'; name: string; value: string }
  /** Changes a row; a row of that id that is not there yet is added at the end. */
  | { type: 'row'; list: RowList; id: number; values: Partial<Omit<DraftRow, 'id'>> }
  | { type: 'remove'; list: RowList; id: number }
  | { type: 'move'; list: RowList; id: number; by: 1 | -1 }
  /** An address that was pasted where a path is typed: its query goes into the rows. */
  | { type: 'address'; text: string; base: string | null }
  | { type: 'replace'; draft: Draft };

/** Those that change rows alone. */
export type RowAction = Extract<DraftAction, { type: 'row' | 'remove' | 'move' }>;

const BLANK = { on: true, name: '', value: '' };

export function draftReducer(draft: Draft, action: DraftAction): Draft {
  switch (action.type) {
    case 'set':
      return { ...draft, ...action.values };
    case 'parameter':
      return { ...draft, parameters: { ...draft.parameters, [action.name]: action.value } };
    case 'row':
    case 'remove':
    case 'move':
      return { ...draft, [action.list]: rowsAfter(draft[action.list], action) };
    case 'address':
      return withAddress(draft, action.text, action.base);
    case 'replace':
      return action.draft;
  }
}

/** The rows of the list that the action means, after it. */
export function rowsAfter(rows: DraftRow[], action: RowAction): DraftRow[] {
  if (action.type === 'row') return withRow(rows, action.id, action.values);
  if (action.type === 'move') return moved(rows, action.id, action.by);
  return rows.filter((row) => row.id !== action.id);
}

function withRow(rows: DraftRow[], id: number, values: Partial<DraftRow>): DraftRow[] {
  if (!rows.some((row) => row.id === id)) return [...rows, { ...BLANK, ...values, id }];
  return rows.map((row) => (row.id === id ? { ...row, ...values } : row));
}

function moved(rows: DraftRow[], id: number, by: number): DraftRow[] {
  const from = rows.findIndex((row) => row.id === id);
  const row = rows[from];
  const to = from + by;
  if (!row || to < 0 || to >= rows.length) return rows;
  const others = rows.filter((other) => other !== row);
  return [...others.slice(0, to), row, ...others.slice(to)];
}

function withAddress(draft: Draft, text: string, base: string | null): Draft {
  const { path, query } = splitUrl(text, base);
  const first = nextRowId(draft.query);
  const added = query.map(([name, value], at) => ({ id: first + at, on: true, name, value }));
  return { ...draft, path, query: [...draft.query, ...added] };
}
