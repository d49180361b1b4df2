import type { Dispatch } from 'react';
import { type DraftRoute, type DraftRow, nextRowId, type RowList } from '@/components/console/draft/draft';
import type { RowAction } from '@/components/console/draft/draft-reducer';
import { Button } from '@/components/ui/button';

/** A parameter that a route asks for by name. */
export interface Wanted {
  name: string;
  required: boolean;
  /** API Gateway itself refuses a request without it. */
  validated: boolean;
}

export function wantedOf({ request }: DraftRoute, where: 'query' | 'header'): Wanted[] {
  if (!request) return [];
  const validated = request.validates.parameters;
  return request.parameters
    .filter((one) => one.in === where)
    .map(({ name, required }) => ({ name, required, validated }));
}

/** Header names come in any case, those of query parameters do not. */
function isSame(list: RowList, a: string, b: string): boolean {
  return list === 'headers' ? a.toLowerCase() === b.toLowerCase() : a === b;
}

export function wantedFor(row: DraftRow, list: RowList, wanted: readonly Wanted[]): Wanted | undefined {
  return wanted.find(({ name }) => isSame(list, name, row.name));
}

export function wantedInWords({ required, validated }: Wanted, { on, value }: DraftRow): string {
  if (!required) return 'Optional';
  const missing = !on || value.trim() === '';
  return missing && validated ? 'Required: API Gateway answers 400 without a value' : 'Required';
}

interface MissingParametersProps {
  list: 'query' | 'headers';
  rows: readonly DraftRow[];
  wanted: readonly Wanted[];
  dispatch: Dispatch<RowAction>;
}

/** What the route requires and no row gives, each with a click to add it. */
export function MissingParameters({ list, rows, wanted, dispatch }: MissingParametersProps) {
  const missing = wanted.filter(
    ({ name, required }) => required && !rows.some((row) => row.on && isSame(list, row.name, name)),
  );
  if (missing.length === 0) return null;
  const add = (name: string) => {
    const off = rows.find((row) => isSame(list, row.name, name));
    dispatch({ type: 'row', list, id: off?.id ?? nextRowId(rows), values: { name, on: true } });
  };
  return (
    <p className="mt-2 flex flex-wrap items-center gap-2 text-warn text-xs">
      The route requires what is not sent:
      {missing.map(({ name }) => (
        <Button key={name} size="small" onClick={() => add(name)}>
          Add {name}
        </Button>
      ))}
    </p>
  );
}
