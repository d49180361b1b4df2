'use client';

import { ArrowDown, ArrowUp, EllipsisVertical, Trash2 } from 'lucide-react';
import { type Dispatch, type FocusEvent, type KeyboardEvent, useRef } from 'react';
import { type DraftRow, nextRowId, type RowList } from '@/components/console/draft/draft';
import type { DraftProblem } from '@/components/console/draft/draft-problems';
import type { RowAction } from '@/components/console/draft/draft-reducer';
import { IconButton } from '@/components/ui/button';
import { FieldError } from '@/components/ui/field-error';
import { Input } from '@/components/ui/input';
import { Menu } from '@/components/ui/menu';
import { Switch } from '@/components/ui/switch';
import { MASK } from '@/lib/core/redact';
import { Choices } from './choices';
import { fieldId } from './field-id';
import { problemOf } from './problem-of';
import { valuesFor, type Wanted, WantedWords, wantedFor, wantedInWords } from './wanted';

interface RowsTableProps {
  list: RowList;
  /** What one row is, for names: "Query parameter". */
  noun: string;
  rows: readonly DraftRow[];
  problems: readonly DraftProblem[];
  dispatch: Dispatch<RowAction>;
  /** Names to choose from while typing. */
  suggestions?: readonly string[];
  /** What the route asks for by name. */
  wanted?: readonly Wanted[];
}

/** Rows of names and values with a switch each. The last row is always empty: typing there adds it. */
export function RowsTable({ list, noun, rows, problems, dispatch, suggestions = [], wanted = [] }: RowsTableProps) {
  const blank: DraftRow = { id: nextRowId(rows), on: true, name: '', value: '' };
  const listId = `${list}-names`;
  const names = [...new Set([...wanted.map(({ name }) => name), ...suggestions])];
  return (
    <fieldset aria-label={`${noun}s`} className="min-w-0">
      <div
        aria-hidden="true"
        className="grid grid-cols-[2fr_3fr_4.5rem] gap-x-2 border-line border-b py-1.5 text-muted"
      >
        <span className="px-2.5">Name</span>
        <span className="px-2.5">Value</span>
      </div>
      {[...rows, blank].map((row, at) => (
        <Row
          key={row.id}
          list={list}
          row={row}
          isNew={at === rows.length}
          name={`${noun} ${at + 1}`}
          suggestions={names.length > 0 ? listId : undefined}
          problem={problemOf(problems, `${list}-${row.id}`)}
          wanted={wantedFor(row, list, wanted)}
          dispatch={dispatch}
        />
      ))}
      <Choices id={listId} values={names} />
    </fieldset>
  );
}

interface RowProps {
  list: RowList;
  row: DraftRow;
  isNew: boolean;
  name: string;
  suggestions: string | undefined;
  problem: string | null;
  wanted: Wanted | undefined;
  dispatch: Dispatch<RowAction>;
}

function Row({ list, row, isNew, name, suggestions, problem, wanted, dispatch }: RowProps) {
  const box = useRef<HTMLDivElement>(null);
  const set = (values: Partial<DraftRow>) => dispatch({ type: 'row', list, id: row.id, values });
  const move = (by: 1 | -1) => dispatch({ type: 'move', list, id: row.id, by });
  const remove = () => {
    const neighbour = box.current?.nextElementSibling ?? box.current?.previousElementSibling;
    neighbour?.querySelector('input')?.focus();
    dispatch({ type: 'remove', list, id: row.id });
  };
  const press = (event: KeyboardEvent) => {
    if (!event.altKey || isNew || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    move(event.key === 'ArrowUp' ? -1 : 1);
  };
  const id = fieldId(`${list}-${row.id}`);
  // Where a problem leads: to the value, if that is what must be typed again.
  const masked = row.on && row.name !== '' && row.value.includes(MASK);
  const errorId = `${id}-error`;
  const values = valuesFor(wanted?.told);
  const described = problem ? { 'aria-describedby': errorId, 'aria-invalid': true } : {};
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Alt with an arrow moves the row whose field has the focus.
    <div
      ref={box}
      onKeyDown={press}
      className="grid grid-cols-[2fr_3fr_4.5rem] items-center gap-x-2 border-line border-b py-0.5"
    >
      <Input
        {...(masked ? {} : { id })}
        label={`${name} name`}
        hideLabel
        mono
        bare
        placeholder={isNew ? 'Add a row' : ''}
        value={row.name}
        list={suggestions}
        {...described}
        onChange={(event) => set({ name: event.target.value })}
      />
      <Input
        {...(masked ? { id } : {})}
        label={`${name} value`}
        hideLabel
        mono
        bare
        value={row.value}
        list={values.length > 0 ? `${id}-values` : undefined}
        {...described}
        onFocus={selectMasked}
        onChange={(event) => set({ value: event.target.value })}
      />
      {isNew ? null : (
        <div className="flex items-center justify-end gap-1">
          <Switch label={`Send ${row.name || name}`} checked={row.on} onChecked={(on) => set({ on })} />
          <Menu
            label={`Actions for ${row.name || name}`}
            trigger={
              <IconButton
                size="small"
                label={`Actions for ${row.name || name}`}
                icon={<EllipsisVertical aria-hidden="true" size={14} />}
              />
            }
            entries={[
              { id: 'up', label: 'Move up', keys: 'Alt+Up', icon: <ArrowUp size={14} />, onSelect: () => move(-1) },
              {
                id: 'down',
                label: 'Move down',
                keys: 'Alt+Down',
                icon: <ArrowDown size={14} />,
                onSelect: () => move(1),
              },
              { id: 'remove', label: 'Remove', icon: <Trash2 size={14} />, onSelect: remove },
            ]}
          />
        </div>
      )}
      <Choices id={`${id}-values`} values={values} />
      {wanted ? (
        <p className="col-span-3 px-2.5 pb-0.5 text-2xs text-muted">
          <WantedWords words={wantedInWords(wanted, row)} description={wanted.told?.description} />
        </p>
      ) : null}
      {problem ? (
        <div className="col-span-3 px-2.5 pb-1">
          <FieldError id={errorId}>{problem}</FieldError>
        </div>
      ) : null}
    </div>
  );
}

/** A secret that was not stored is selected when one gets there, so that typing replaces it. */
export function selectMasked({ currentTarget }: FocusEvent<HTMLInputElement>): void {
  if (currentTarget.value.includes(MASK)) currentTarget.select();
}
