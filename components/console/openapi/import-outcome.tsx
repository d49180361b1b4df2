'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { VisibleText } from '@/components/console/answer/visible-text';
import { RouteKey } from '@/components/console/facts/route-key';
import { Badge } from '@/components/ui/badge';
import type { GatewayRoute } from '@/lib/apis/gateway/contract';
import type { Matching } from '@/lib/core/openapi/match';
import type { OpenApiFile, Operation } from '@/lib/core/openapi/operation';
import type { Told } from './use-told';

/** More are not worth reading: the routes themselves say what they have. */
const MOST_LINES = 200;

interface ImportOutcomeProps {
  told: Told;
  hrefOf: (route: GatewayRoute) => string;
}

/** What of a file fits which route of the API, and what neither has of the other. */
export function ImportOutcome({ told, hrefOf }: ImportOutcomeProps) {
  const { matching, kept } = told;
  const { matched, unserved, untold, moved } = matching;
  const routes = told.routes.filter(({ key }) => matching.byRoute.has(key));
  return (
    <div className="space-y-5">
      <div>
        <p role="status" className="font-medium">
          {headline(matched, kept.file.operations.length)}
        </p>
        {moved ? <p className="text-muted">{movedInWords(moved)}</p> : null}
      </div>
      <Notes file={kept.file} />
      <Lines title="Routes that the file describes" all={routes}>
        {(route) => (
          <li key={route.key} className="space-y-1 py-1.5">
            <Link href={hrefOf(route)} className="flex hover:underline">
              <RouteKey route={route} />
            </Link>
            <Operations route={route} matching={matching} />
          </li>
        )}
      </Lines>
      <Lines title="Routes that the file lacks" all={untold}>
        {(route) => (
          <li key={route.key} className="py-1.5">
            <Link href={hrefOf(route)} className="flex hover:underline">
              <RouteKey route={route} />
            </Link>
          </li>
        )}
      </Lines>
      <Lines title="Operations that the API lacks" all={unserved}>
        {(operation) => (
          <li key={`${operation.method} ${operation.path}`} className="space-y-1 py-1.5">
            <RouteKey route={operation} />
            <Words operation={operation} />
          </li>
        )}
      </Lines>
    </div>
  );
}

function headline(matched: number, all: number): string {
  if (matched === 0) return all === 1 ? 'Its operation fits no route.' : `None of its ${all} operations fits a route.`;
  if (matched === all) return all === 1 ? 'Its one operation fits a route.' : `All ${all} operations fit a route.`;
  return `${matched} of ${all} operations ${matched === 1 ? 'fits' : 'fit'} a route.`;
}

function movedInWords({ by, path }: NonNullable<Matching<GatewayRoute>['moved']>): string {
  return by === 'added'
    ? `The paths of the file are taken below ${path}, as its servers say.`
    : `The paths of the file are taken without ${path} in front, which is a stage.`;
}

/** What the file lacks of itself. */
function Notes({ file: { remote, broken, leftOut } }: { file: OpenApiFile }) {
  return (
    <>
      {remote.length > 0 ? (
        <Note
          words="It refers to other files or addresses, which Signalbox does not fetch. What stands there is missing here; bundle the file into one to have it."
          names={remote}
        />
      ) : null}
      {broken.length > 0 ? <Note words="It refers to what it does not have itself." names={broken} /> : null}
      {leftOut > 0 ? (
        <Note words={`It has ${leftOut} operations more than Signalbox keeps. The first were kept.`} names={[]} />
      ) : null}
    </>
  );
}

function Note({ words, names }: { words: string; names: readonly string[] }) {
  return (
    <div className="rounded-md bg-warn-soft px-3 py-2 text-warn">
      <p>{words}</p>
      <ul className="mt-1 max-h-32 list-disc overflow-y-auto pl-5 font-mono text-xs">
        {names.map((name) => (
          <li key={name} className="break-all">
            <VisibleText text={name} />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface LinesProps<T> {
  title: string;
  all: readonly T[];
  children: (one: T) => ReactNode;
}

function Lines<T>({ title, all, children }: LinesProps<T>) {
  if (all.length === 0) return null;
  return (
    <section aria-label={title}>
      <div className="mb-1 flex items-baseline justify-between gap-4">
        <h3 className="font-medium">{title}</h3>
        <span className="text-muted">{all.length.toLocaleString('en-GB')}</span>
      </div>
      <ul className="divide-y divide-line border-line border-y">{all.slice(0, MOST_LINES).map(children)}</ul>
      {all.length > MOST_LINES ? <p className="mt-1 text-muted">And {all.length - MOST_LINES} more.</p> : null}
    </section>
  );
}

/** One of the route's own shape says what it is for; others also where they are. */
function Operations({ route, matching }: { route: GatewayRoute; matching: Matching<GatewayRoute> }) {
  const operations = matching.byRoute.get(route.key) ?? [];
  const [only] = operations;
  if (operations.length === 1 && only?.template === null) return <Words operation={only} />;
  return (
    <ul className="space-y-1 pl-14">
      {operations.slice(0, MOST_LINES).map((one) => (
        <li key={`${one.method} ${one.path}`}>
          <RouteKey route={{ method: one.method, path: one.template ?? route.path }} />
          <Words operation={one} />
        </li>
      ))}
    </ul>
  );
}

function Words({ operation: { summary, description, deprecated } }: { operation: Operation }) {
  const words = summary ?? description?.trim().split('\n', 1)[0] ?? null;
  if (words === null && !deprecated) return null;
  return (
    <p className="flex items-baseline gap-2 pl-14 text-muted text-xs">
      <span className="line-clamp-2 min-w-0 break-words">
        <VisibleText text={words ?? ''} />
      </span>
      {deprecated ? <Badge tone="warn">Deprecated</Badge> : null}
    </p>
  );
}
