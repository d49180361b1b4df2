'use client';

import type { Dispatch } from 'react';
import { type Draft, type DraftRoute, hasFreeMethod, isCatchAll } from '@/components/console/draft/draft';
import type { DraftProblem } from '@/components/console/draft/draft-problems';
import type { DraftAction } from '@/components/console/draft/draft-reducer';
import { draftPath } from '@/components/console/draft/draft-request';
import { Input } from '@/components/ui/input';
import { Switch } from '@/components/ui/switch';
import { pathParameters } from '@/lib/core/path';
import { fieldId } from './field-id';
import { problemOf } from './problem-of';
import { RowsTable, selectMasked } from './rows-table';
import { MissingParameters, wantedOf } from './wanted';

interface ParamsTabProps {
  route: DraftRoute;
  draft: Draft;
  problems: readonly DraftProblem[];
  dispatch: Dispatch<DraftAction>;
}

/** Path parameters and the query. */
export function ParamsTab({ route, draft, problems, dispatch }: ParamsTabProps) {
  const parameters = draft.path === null ? pathParameters(route.path) : [];
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
            {parameters.map(({ name, greedy }) => (
              <Input
                key={name}
                id={fieldId(`parameter-${name}`)}
                label={name}
                mono
                value={draft.parameters[name] ?? ''}
                hint={greedy ? 'Takes the rest of the path, slashes included.' : undefined}
                error={problemOf(problems, `parameter-${name}`)}
                onFocus={selectMasked}
                onChange={(event) => dispatch({ type: 'parameter', name, value: event.target.value })}
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
