'use client';

import type { Dispatch } from 'react';
import { type Draft, hasFreeMethod, isCatchAll } from '@/components/console/draft/draft';
import type { DraftProblem } from '@/components/console/draft/draft-problems';
import type { DraftAction } from '@/components/console/draft/draft-reducer';
import { draftPath } from '@/components/console/draft/draft-request';
import type { DraftRoute } from '@/components/console/draft/draft-route';
import { Input } from '@/components/ui/input';
import { Switch } from '@/components/ui/switch';
import { type PathParameter, pathParameters } from '@/lib/core/path';
import { Choices } from './choices';
import { fieldId } from './field-id';
import { problemOf } from './problem-of';
import { RowsTable, selectMasked } from './rows-table';
import { MissingParameters, valuesFor, type Wanted, WantedWords, wantedInWords, wantedOf } from './wanted';

interface ParamsTabProps {
  route: DraftRoute;
  draft: Draft;
  problems: readonly DraftProblem[];
  dispatch: Dispatch<DraftAction>;
}

/** Path parameters and the query. */
export function ParamsTab({ route, draft, problems, dispatch }: ParamsTabProps) {
  const parameters = draft.path === null ? pathParameters(route.path) : [];
  const wanted = wantedOf(route, 'path');
  const mayType = hasFreeMethod(route) && !isCatchAll(route);
  return (
    <div className="space-y-5">
      {parameters.length > 0 || mayType ? (
        <section aria-labelledby="path-heading">
          <div className="mb-2 flex items-center justify-between gap-4">
            <h2 id="path-heading" className="font-medium">
              Path
            </h2>
            {mayType ? (
              <Switch
                label="Type the path by hand"
                showLabel
                checked={draft.path !== null}
                onChecked={(typed) =>
                  dispatch({ type: 'set', values: { path: typed ? draftPath(draft, route) : null } })
                }
              />
            ) : null}
          </div>
          <div className="grid gap-3 @md:grid-cols-2">
            {parameters.map((parameter) => (
              <PathField
                key={parameter.name}
                parameter={parameter}
                wanted={wanted.find(({ name }) => name === parameter.name)}
                {...{ draft, problems, dispatch }}
              />
            ))}
          </div>
        </section>
      ) : null}
      <section aria-labelledby="query-heading">
        <h2 id="query-heading" className="mb-1 font-medium">
          Query
        </h2>
        <RowsTable
          list="query"
          noun="Query parameter"
          rows={draft.query}
          problems={problems}
          dispatch={dispatch}
          wanted={wantedOf(route, 'query')}
        />
        <MissingParameters list="query" rows={draft.query} wanted={wantedOf(route, 'query')} dispatch={dispatch} />
      </section>
    </div>
  );
}

interface PathFieldProps extends Pick<ParamsTabProps, 'draft' | 'problems' | 'dispatch'> {
  parameter: PathParameter;
  wanted: Wanted | undefined;
}

function PathField({ parameter: { name, greedy }, wanted, draft, problems, dispatch }: PathFieldProps) {
  const id = fieldId(`parameter-${name}`);
  const value = (Object.hasOwn(draft.parameters, name) && draft.parameters[name]) || '';
  const values = valuesFor(wanted?.told);
  return (
    <div>
      <Input
        id={id}
        label={name}
        mono
        value={value}
        list={values.length > 0 ? `${id}-values` : undefined}
        hint={hintOf(greedy, wanted, value)}
        error={problemOf(problems, `parameter-${name}`)}
        onFocus={selectMasked}
        onChange={(event) => dispatch({ type: 'parameter', name, value: event.target.value })}
      />
      <Choices id={`${id}-values`} values={values} />
    </div>
  );
}

function hintOf(greedy: boolean, wanted: Wanted | undefined, value: string) {
  const rest = greedy ? 'Takes the rest of the path, slashes included.' : undefined;
  if (!wanted?.told) return rest;
  return (
    <WantedWords words={rest ?? wantedInWords(wanted, { on: true, value })} description={wanted.told.description} />
  );
}
