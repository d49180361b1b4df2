import type { Dispatch } from 'react';
import { type DraftRow, nextRowId, type RowList } from '@/components/console/draft/draft';
import type { RowAction } from '@/components/console/draft/draft-reducer';
import { type DraftParameter, type DraftRoute, parametersIn, valueFor } from '@/components/console/draft/draft-route';
import { Button } from '@/components/ui/button';
import type { Parameter } from '@/lib/core/openapi/operation';

/** A parameter that a route asks for by name. */
export interface Wanted extends Pick<DraftParameter, 'name' | 'required' | 'told'> {
  /** API Gateway itself refuses a request without it. */
  validated: boolean;
}

export function wantedOf(route: DraftRoute, where: DraftParameter['in']): Wanted[] {
  const validates = route.request?.validates.parameters ?? false;
  return parametersIn(route, where).map((one) => ({ ...one, validated: validates && !one.unchecked }));
}

/** Header names come in any case, those of query parameters do not. */
function isSame(list: RowList, a: string, b: string): boolean {
  return list === 'headers' ? a.toLowerCase() === b.toLowerCase() : a === b;
}

export function wantedFor(row: DraftRow, list: RowList, wanted: readonly Wanted[]): Wanted | undefined {
  return wanted.find(({ name }) => isSame(list, name, row.name));
}

export function wantedInWords(
  { required, validated, told }: Wanted,
  { on, value }: Omit<DraftRow, 'id' | 'name'>,
): string {
  const missing = required && validated && (!on || value.trim() === '');
  const first = missing ? 'Required: API Gateway answers 400 without a value' : required ? 'Required' : 'Optional';
  return told ? `${[first, ...toldInWords(told)].join(', ')}.` : first;
}

/** More choices are offered while typing. */
const MOST_CHOICES = 8;

function toldInWords({ type, choices, preset, deprecated }: Parameter): string[] {
  const more = choices.length > MOST_CHOICES ? ` and ${choices.length - MOST_CHOICES} more` : '';
  return [
    deprecated ? 'deprecated' : null,
    type,
    choices.length > 0 ? `one of ${choices.slice(0, MOST_CHOICES).join(', ')}${more}` : null,
    preset === null ? null : `default ${preset}`,
  ].filter((part) => part !== null);
}

/** What could stand there, to choose from while typing. */
export function valuesFor(told: Parameter | undefined): string[] {
  const { choices = [], example = null, preset = null } = told ?? {};
  return [...new Set([...choices, ...[example, preset].filter((value) => value !== null)])];
}

/** The words of the file below a field: what it is, and what it is for. */
export function WantedWords({ words, description }: { words: string; description: string | null | undefined }) {
  return (
    <>
      {words}
      {description ? <span className="line-clamp-3 whitespace-pre-line">{description.trim()}</span> : null}
    </>
  );
}

interface MissingParametersProps {
  list: 'query' | 'headers';
  rows: readonly DraftRow[];
  wanted: readonly Wanted[];
  dispatch: Dispatch<RowAction>;
}

/** What the route requires and no row gives, and what else it takes, each with a click to add it. */
export function MissingParameters({ list, rows, wanted, dispatch }: MissingParametersProps) {
  const rowOf = (name: string) => rows.find((row) => isSame(list, row.name, name));
  const missing = wanted.filter(({ name, required }) => required && !rowOf(name)?.on);
  const others = wanted.filter(({ name, required }) => !required && !rowOf(name));
  const add = (one: Wanted) => {
    const off = rowOf(one.name);
    const value = off?.value || valueFor(one);
    dispatch({ type: 'row', list, id: off?.id ?? nextRowId(rows), values: { name: one.name, value, on: true } });
  };
  return (
    <>
      {missing.length > 0 ? (
        <p className="mt-2 flex flex-wrap items-center gap-2 text-warn text-xs">
          The route requires what is not sent:
          <Adds wanted={missing} onAdd={add} />
        </p>
      ) : null}
      {others.length > 0 ? (
        <p className="mt-2 flex flex-wrap items-center gap-2 text-muted text-xs">
          It also takes:
          <Adds wanted={others} onAdd={add} />
        </p>
      ) : null}
    </>
  );
}

function Adds({ wanted, onAdd }: { wanted: readonly Wanted[]; onAdd: (one: Wanted) => void }) {
  return wanted.map((one) => (
    <Button key={one.name} size="small" onClick={() => onAdd(one)}>
      Add {one.name}
    </Button>
  ));
}
